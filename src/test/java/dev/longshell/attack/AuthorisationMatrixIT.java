package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.attack.Matrix.Line;
import dev.longshell.attack.MatrixActors.Actor;
import dev.longshell.attack.MatrixCalls.Call;
import dev.longshell.cli.WebSocketClient;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every route of the running server, called by everybody. A new route is red until {@code authorisation-matrix.txt}
 * says who may call it. A personal token of an admin once made admins and passwords, for each call
 * asked for a login by itself, and some did not.
 */
class AuthorisationMatrixIT {
    /** An address of its own: a wrong login here slows no other test down. */
    private static final String ADDRESS = "127.0.0.77";
    private static final Pattern NAMES_THE_TOKEN =
            Pattern.compile("it needs the scope (operate|administer)|takes a login: no personal token");
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d{3})");
    private static final Matrix MATRIX = Matrix.read();
    private static MatrixActors actors;
    private static MatrixCalls calls;
    private static MatrixForms forms;

    @BeforeAll
    static void begin() throws IOException {
        actors = new MatrixActors();
        calls = new MatrixCalls(actors);
        forms = new MatrixForms(actors, calls, InetAddress.getByName(ADDRESS));
    }

    @AfterAll
    static void end() {
        actors.end();
    }

    @Test
    void hasALineForEveryRouteAndARouteForEveryLine() throws IOException {
        Set<String> written = MATRIX.lines().stream().map(Line::route).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", Routes.all(actors.chief())), String.join("\n", written));
    }

    @Test
    void answersEachCallAsTheTableSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Line line : MATRIX.lines()) {
            for (Map.Entry<String, String> cell : line.cells().entrySet()) {
                String answer = answer(line, cell.getKey(), cell.getValue());
                if (!answer.equals(cell.getValue())) {
                    wrong.add(line + " as " + cell.getKey() + ": " + answer + " instead of " + cell.getValue());
                }
            }
        }
        assertEquals("", String.join("\n", wrong), wrong.size() + " of " + MATRIX.size() + " cells");
        assertTrue(MATRIX.size() > 1_000, "so few cannot be all: " + MATRIX.size());
    }

    private static String answer(Line line, String column, String expected) throws IOException {
        if (line.isButton()) {
            return forms.press(line, actors.get(column), expected.equals("done"));
        }
        Call call = calls.of(line, actors.get(column), expected.startsWith("2"));
        if (line.path().startsWith("/ws/")) {
            return attach(call);
        }
        String authorization = call.actor().authorization();
        String[] headers = authorization == null ? new String[0] : new String[] {"Authorization: " + authorization};
        RawHttp.Answer answer = RawHttp.sendFrom(InetAddress.getByName(ADDRESS), actors.server(), line.method(),
                call.path(), call.body(), headers);
        if (answer.status() < 300) {
            call.after().run();
        }
        return answer.status() == 403 && column.startsWith("t-a") && !namesTheToken(answer)
                ? "403 without a word of the token" : Integer.toString(answer.status());
    }

    /** What an admin may and the admin's token may not is the token's fault, and the answer says so. */
    private static boolean namesTheToken(RawHttp.Answer answer) {
        return NAMES_THE_TOKEN.matcher(answer.body()).find();
    }

    /** As what the call is let in, or the status of the refusal. */
    private static String attach(Call call) throws IOException {
        Actor actor = call.actor();
        Map<String, String> headers = new HashMap<>(Map.of("Sec-WebSocket-Protocol", Protocol.SUBPROTOCOL));
        if (actor.authorization() != null) {
            headers.put("Authorization", actor.authorization());
        }
        try (WebSocketClient socket = WebSocketClient.open(actors.server().resolve(call.path()), headers)) {
            return Frame.text(socket.receive().position(1)).contains("\"observer\"") ? "watch" : "type";
        } catch (IOException e) {
            Matcher status = STATUS.matcher(e.getMessage());
            if (status.find()) {
                return status.group(1);
            }
            throw e;
        }
    }
}
