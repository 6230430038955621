package dev.longshell.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.cli.RunningLongshell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that happens to the gateway loses a session, a byte of output or a keystroke. */
class GatewayKillIT {
    private static final Duration RETURN = Duration.ofSeconds(60);
    private static final String COUNT = "i=0; while :; do echo \"n=$((i++))\"; sleep .01; done\r";
    private static final Pattern NUMBER = Pattern.compile("n=(\\d+)\r\n");
    private static final int COMMANDS = 40;

    @TempDir
    Path directory;

    @Test
    void numbersAndKeysSurviveTheKillOfTheGatewayWithoutGapOrRepeat() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            String counting = api.openShell("home");
            String typing = api.openShell("home");
            long keeper = longshell.keeper().orElseThrow().pid();
            try (PatientViewer numbers = new PatientViewer(api, counting, "numbers"); PatientViewer keys = new PatientViewer(api, typing, "keys")) {
                numbers.type(COUNT);
                await().atMost(RETURN).until(() -> found(NUMBER, numbers).size() > 50);

                // a file, for on the screen type-ahead is shown in the midst of a command's own output, on a bare terminal too
                Path ran = Files.createFile(directory.resolve("ran"));
                keys.type("exec 3>" + ran + "\r");
                CompletableFuture<Void> killed = typeCommandsThrough(keys, longshell);
                killed.join();
                longshell.restart();
                await().atMost(RETURN).until(() -> numbers.connections() > 1 && keys.connections() > 1);
                int back = found(NUMBER, numbers).size();
                await().atMost(RETURN).until(() -> found(NUMBER, numbers).size() > back + 100);
                keys.type("echo " + COMMANDS + " >&3\r"); // behind it, nothing of the others can still come
                await().atMost(RETURN).untilAsserted(() -> assertEquals(counted(COMMANDS + 1), ran(ran)));

                List<Integer> seen = found(NUMBER, numbers); // one look, for the counting goes on
                assertEquals(counted(seen.size()), seen);
                assertEquals(1, numbers.snapshots());
                assertEquals(keeper, longshell.keeper().orElseThrow().pid());
            }
        }
    }

    /** Types commands at a bash prompt, key by key, and kills the gateway in the middle of a word. */
    private static CompletableFuture<Void> typeCommandsThrough(PatientViewer viewer, RunningLongshell longshell) {
        CompletableFuture<Void> killed = null;
        for (int command = 0; command < COMMANDS; command++) {
            for (char key : ("echo " + command + " >&3\r").toCharArray()) {
                if (command == COMMANDS / 2 && key == 'h') {
                    killed = CompletableFuture.runAsync(longshell::killGateway);
                }
                viewer.type(String.valueOf(key));
            }
        }
        return killed;
    }

    private static List<Integer> counted(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static List<Integer> ran(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Integer::valueOf).toList();
    }

    private static List<Integer> found(Pattern number, PatientViewer viewer) {
        return number.matcher(viewer.output()).results().map((MatchResult match) -> Integer.valueOf(match.group(1))).toList();
    }
}
