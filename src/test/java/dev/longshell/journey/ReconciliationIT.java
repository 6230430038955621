package dev.longshell.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway starts where rows and keeper say different things: all of it is put right, and nothing is ended. */
@Tag("faults")
class ReconciliationIT {
    private static final int LIVE = 30;
    private static final int WITHOUT_SESSION = 10;
    private static final int WITHOUT_ROW = 10;
    /** From ready on; a machine that has others to serve takes a few hundred. */
    private static final long WITHIN_MILLIS = 5_000;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void sessionsAreAdoptedRowsWithoutOneAreLostAndSessionsWithoutARowAreOrphans() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "60"))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            List<String> opened = new ArrayList<>();
            for (int number = 0; number < LIVE + WITHOUT_ROW; number++) {
                opened.add(api.openShell("home"));
            }
            Set<String> withoutRow = new HashSet<>(opened.subList(LIVE, opened.size()));
            Set<String> withoutSession = new HashSet<>();
            Map<String, Long> pids = new HashMap<>();
            sessions(api).forEach((id, session) -> pids.put(id, session.get("pid").getAsLong()));
            long keeper = longshell.keeper().orElseThrow().pid();
            try (Connection database = database(longshell)) {
                for (int number = 0; number < WITHOUT_SESSION; number++) {
                    withoutSession.add(invent(database, opened.get(number), number));
                }
                for (String id : withoutRow) {
                    change(database, "delete from sessions where id = ?", id);
                }
            }

            longshell.killGateway();
            longshell.restart();
            long ready = System.nanoTime();

            Map<String, String> expected = new HashMap<>();
            opened.forEach(id -> expected.put(id, "detached" + (withoutRow.contains(id) ? " orphan" : "")));
            withoutSession.forEach(id -> expected.put(id, "lost"));
            await().atMost(SOON).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertEquals(expected, states(api)));
            long millis = (System.nanoTime() - ready) / 1_000_000;
            System.out.println("reconciled " + LIVE + " live, " + WITHOUT_SESSION + " without a session, " + WITHOUT_ROW + " without a row " + millis + " ms after ready");
            assertTrue(millis <= WITHIN_MILLIS, millis + " ms");
            assertEquals(keeper, longshell.keeper().orElseThrow().pid());
            sessions(api).forEach((id, session) -> assertTrue(withoutSession.contains(id) || session.get("pid").getAsLong() == pids.get(id), id + " is another process"));
        }
    }

    /** The same row under another id, as if its session had never come. */
    private static String invent(Connection database, String like, int number) throws SQLException {
        String id = "session_1700000000000_lost" + number;
        change(database, "create temporary table one on commit preserve rows as select * from sessions where id = ?", like);
        change(database, "update one set id = ?", id);
        try (Statement statement = database.createStatement()) {
            statement.execute("insert into sessions select * from one");
            statement.execute("drop table one");
        }
        return id;
    }

    private static void change(Connection database, String statement, String id) throws SQLException {
        try (PreparedStatement prepared = database.prepareStatement(statement)) {
            prepared.setString(1, id);
            prepared.executeUpdate();
        }
    }

    private static Connection database(RunningLongshell longshell) throws IOException, SQLException {
        Path postgres = longshell.home().resolve("postgres");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + Files.readString(postgres.resolve("port")).strip() + "/longshell", "longshell",
                Files.readString(postgres.resolve("password")).strip());
    }

    private static Map<String, String> states(Api api) throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        sessions(api).forEach((id, session) -> states.put(id, session.get("state").getAsString() + (session.get("orphan").getAsBoolean() ? " orphan" : "")));
        return states;
    }

    private static Map<String, JsonObject> sessions(Api api) throws IOException, InterruptedException {
        Map<String, JsonObject> byId = new HashMap<>();
        HttpResponse<String> answer = api.send("GET", "/api/sessions", null);
        assertEquals(200, answer.statusCode(), answer.body());
        for (JsonElement session : new Gson().fromJson(answer.body(), JsonArray.class)) {
            byId.put(session.getAsJsonObject().get("id").getAsString(), session.getAsJsonObject());
        }
        return byId;
    }
}
