package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fault 27: sessions opened, watched and ended by the thousand leave nothing behind, in the keeper and in the gateway. {@code -Dfaults.opens=n}. */
@Tag("faults")
class OpenAndCloseIT {
    private static final int OPENS = Integer.getInteger("faults.opens", 1_000);
    /** Until the pools of a server have grown as far as they will. */
    private static final int WARM_UP = 200;
    /** Each of their own, for a user opens at most ten a second. */
    private static final int PEOPLE = 6;
    private static final long UNTHROTTLED = Long.MAX_VALUE;
    private static final String PASSWORD = "a good long password";

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // ten thousand; a socket that falls silent would be waited for without end
    void leaveNothingBehind() throws Exception {
        try (RunningLongshell longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "50"))) {
            List<Api> people = people(longshell);
            ExecutorService hands = Executors.newFixedThreadPool(PEOPLE);
            openAndClose(people, hands, WARM_UP);
            List<Leaks> leaks = List.of(Leaks.from(longshell.keeper().orElseThrow()), Leaks.ofServer(longshell.gateway()));
            long began = System.nanoTime();
            openAndClose(people, hands, OPENS);
            System.out.printf("OpenAndCloseIT: %d sessions opened and ended, half of them watched, in %d s; keeper and gateway before: %s%n", OPENS, (System.nanoTime() - began) / 1_000_000_000, leaks);
            for (Leaks process : leaks) {
                process.assertNone();
            }
            String log = Files.readString(longshell.home().resolve("keeper").resolve("keeper.log"));
            assertFalse(log.contains("Checkpoints cannot be written"), log);
            assertEquals(List.of(), Files.readAllLines(longshell.log()).stream().filter(line -> line.contains("GRIZZLY0013")).toList(), "a connection that was closed while it was read");
            System.out.println("OpenAndCloseIT: after: " + leaks.stream().map(Leaks::now).toList());

            for (int open = 0; open < 10; open++) {
                people.get(0).openShell("home");
            }
            leaks.get(0).assertSome(); // the control: ten sessions that stay are seen
            hands.shutdown();
        }
    }

    private static List<Api> people(RunningLongshell longshell) throws Exception {
        Api admin = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
        List<Api> people = new ArrayList<>();
        for (int number = 0; number < PEOPLE; number++) {
            String name = "opener" + number;
            admin.call("POST", "/api/users", Map.of("username", name, "password", PASSWORD), 201);
            admin.call("PUT", "/api/projects/home/members/" + name, Map.of("role", "operator"), 200);
            people.add(new Api(longshell.baseUrl()).login(name, PASSWORD));
        }
        return people;
    }

    private static void openAndClose(List<Api> people, ExecutorService hands, int times) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int person = 0; person < people.size(); person++) {
            Api api = people.get(person);
            int share = times / people.size() + (person < times % people.size() ? 1 : 0);
            all.add(hands.submit(() -> {
                for (int time = 0; time < share; time++) {
                    openAndEnd(api, time % 2 == 0);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** @param byItself the shell ends under a viewer; else somebody ends it */
    private static void openAndEnd(Api api, boolean byItself) throws Exception {
        String session = api.openShell("home");
        if (!byItself) {
            api.end(session);
            return;
        }
        assertEquals(1000, ThrottledViewer.readToTheEnd(api, session, "exit\r", UNTHROTTLED).closeCode());
    }
}
