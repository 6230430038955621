package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentInitializationException;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.fault.Fault;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 10: the gateway's heap is exhausted: it ends at once, and everybody goes on with the next. */
@Tag("faults")
class OutOfMemoryIT {
    private static final int SESSIONS = 4;
    private static final String SMALL = "-Xmx192m";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void endsTheGatewayAndTheNextOneHasEverybodyBackWithNothingLost() throws Exception {
        Agent hungry = Agent.of(HungryAgent.class, directory);
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("JAVA_TOOL_OPTIONS", SMALL))) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            long keeper = longshell.keeper().orElseThrow().pid();
            try (Counting counting = Counting.begin(api, SESSIONS)) {

                assertThrows(IOException.class, () -> hungry.run(longshell.gateway(), ""), "it ended, and answers nobody");

                assertEquals(Fault.START_FAILED.exitCode(), longshell.awaitEnd());
                String words = String.join("\n", longshell.output());
                assertTrue(words.contains("The server ended by itself (exit code 3)") && words.contains("java.lang.OutOfMemoryError"), words);
                longshell.restart();
                await().atMost(SOON).until(() -> counting.connections() >= 2 * SESSIONS);
                System.out.println("OutOfMemoryIT: " + counting.judge());
                assertEquals(keeper, longshell.keeper().orElseThrow().pid());
            }
        }
    }

    /** The control: what the flag is for. */
    @Test
    void withoutItsFlagTheGatewayLingers() throws Exception {
        Agent hungry = Agent.of(HungryAgent.class, directory);
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("_JAVA_OPTIONS", SMALL + " -XX:-ExitOnOutOfMemoryError"))) { // after those of the command line

            assertThrows(AgentInitializationException.class, () -> hungry.run(longshell.gateway(), ""));

            assertTrue(longshell.gateway().isAlive());
        }
    }
}
