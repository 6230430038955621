package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Call;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.SessionReport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keepers of several builds in one LONGSHELL_HOME: real processes, whose build is what stands first in their class path. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GenerationsTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String OLDER = "20200101000000";
    private static final String NEWER = "20990101000000";
    @TempDir
    Path directory;
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final List<KeeperLink> gateways = new ArrayList<>();
    private final List<Process> keepers = new ArrayList<>();
    private LinkSelector selector;

    @BeforeEach
    void select() {
        selector = new LinkSelector("generations-test");
    }

    @AfterEach
    void end() {
        gateways.forEach(KeeperLink::stop);
        selector.close();
        keepers.forEach(Process::destroyForcibly);
        arrived().forEach(pid -> ProcessHandle.of(pid).ifPresent(keeper -> {
            keeper.destroyForcibly();
            keeper.onExit().join();
        }));
    }

    @Test
    void anOlderKeeperServesItsSessionsToTheirEndWhileNewOnesOpenInANewKeeper() throws Exception {
        Process old = keeper(OLDER);
        SessionReport counter = openCounter("counter");

        KeeperLink gateway = gateway();
        SessionReport fresh = gateway.open(counter("fresh"));

        assertEquals(old.pid(), parentOf(counter));
        assertNotEquals(old.pid(), parentOf(fresh));
        assertEquals(List.of("counter", "fresh"), gateway.list().stream().map(SessionReport::id).sorted().toList());
        assertEquals(counter.pid(), gateway.inspect("counter").pid());
        counts(gateway, "counter", "n1");
        counts(gateway, "fresh", "n1");
        counts(gateway, "counter", "n2");
        assertTrue(old.isAlive());
        assertEquals(List.of(new OlderKeeper(old.pid(), "1.0.0-" + OLDER, 1)), gateway.older());

        gateway.kill("counter");

        await().atMost(SOON).until(() -> gateway.older().equals(List.of(new OlderKeeper(old.pid(), "1.0.0-" + OLDER, 0))));

        await().atMost(SOON).until(() -> !old.isAlive());
        await().atMost(SOON).until(() -> events.contains(new KeeperEnded(old.pid())));
        assertTrue(events.stream().anyMatch(event -> event instanceof SessionReport report && report.id().equals("counter") && report.ended()), "its end was told");
        assertFalse(Files.exists(KeeperHome.of(directory).retiredSocket(old.pid())));
        assertEquals(List.of(), gateway.older());
        counts(gateway, "fresh", "n2");
        assertEquals(List.of("fresh"), gateway.list().stream().map(SessionReport::id).toList());
    }

    @Test
    void aRetiredKeeperThatIsKilledCostsItsOwnSessionsOnly() throws Exception {
        Process old = keeper(OLDER);
        openCounter("counter");
        KeeperLink gateway = gateway();
        gateway.open(counter("fresh"));
        assertEquals(2, gateway.list().size());
        CompletableFuture<Fault> asked = CompletableFuture.supplyAsync(() -> refusalInTheEnd(() -> gateway.inspect("counter")));
        CompletableFuture<?> listed = CompletableFuture.runAsync(() -> {
            while (gateway.list().size() == 2) {
                Thread.onSpinWait();
            }
        });

        old.destroyForcibly();

        assertEquals(Fault.NOT_FOUND, asked.join(), "and nobody was told to come back for what is gone");
        listed.join();
        await().atMost(SOON).until(() -> events.contains(new KeeperEnded(old.pid())));
        assertEquals(List.of("fresh"), gateway.list().stream().map(SessionReport::id).toList());
        assertFalse(Files.exists(KeeperHome.of(directory).retiredSocket(old.pid())));
    }

    @Test
    void aGatewayOfAnOlderBuildUsesTheNewerKeeper() throws Exception {
        Process newer = keeper(NEWER);

        SessionReport session = gateway().open(counter("counter"));

        assertEquals(newer.pid(), parentOf(session));
        assertEquals(List.of(newer.pid()), arrived());
    }

    /** What a gateway starts in the place of one that systemd has started would end with the gateway's own unit. */
    @Test
    void aKeeperThatIsAServiceOfItsOwnStays() throws Exception {
        Process service = keeper(OLDER, "INVOCATION_ID");

        assertEquals(service.pid(), parentOf(gateway().open(counter("counter"))));
    }

    @Test
    void gatewaysThatFindAnOlderKeeperTogetherEndWithOneNewKeeperAndBothKnowTheOldSessions() throws Exception {
        Process old = keeper(OLDER);
        openCounter("counter");

        KeeperLink one = gateway();
        KeeperLink other = gateway();
        SessionReport first = one.open(counter("first"));
        SessionReport second = other.open(counter("second"));

        assertEquals(parentOf(first), parentOf(second));
        assertNotEquals(old.pid(), parentOf(first));
        for (KeeperLink gateway : gateways) {
            assertEquals(List.of("counter", "first", "second"), gateway.list().stream().map(SessionReport::id).sorted().toList());
        }
        counts(other, "counter", "n1");
    }

    /** The gateway that retired it was killed before it launched another; a keeper that was killed left its socket. */
    @Test
    void aPlaceThatWasLeftFreeIsFilledByTheNextGateway() throws Exception {
        Process old = keeper(OLDER);
        openCounter("counter");
        ask(Call.retire());
        Path ofADeadOne = KeeperHome.of(directory).retiredSocket(9_999_999);
        Files.createFile(ofADeadOne);

        KeeperLink gateway = gateway();
        gateway.open(counter("fresh"));

        counts(gateway, "counter", "n1");
        assertTrue(old.isAlive());
        await().atMost(SOON).until(() -> !Files.exists(ofADeadOne));
    }

    private static Fault refusalInTheEnd(Runnable question) {
        while (true) {
            try {
                question.run();
            } catch (FaultException e) {
                return e.fault();
            }
        }
    }

    private KeeperLink gateway() {
        KeeperLink gateway = new KeeperLink(directory, () -> LauncherTest.jarOf("dev.longshell.cli.Longshell"), events::add);
        gateways.add(gateway);
        return gateway;
    }

    private List<Long> arrived() {
        return events.stream().filter(KeeperArrived.class::isInstance).map(event -> ((KeeperArrived) event).pid()).distinct().toList();
    }

    /** @param variables of its environment, set to something */
    private Process keeper(String build, String... variables) throws IOException {
        Path stamp = directory.resolve("build-" + build + "/dev/longshell/wire/build.properties");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, "version=1.0.0\nbuild=" + build + "\n");
        String classPath = directory.resolve("build-" + build) + File.pathSeparator + System.getProperty("java.class.path");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath,
                "dev.longshell.cli.Longshell", "keeper", "--home", directory.toString()).redirectErrorStream(true).redirectOutput(directory.resolve("keeper-" + build + ".out").toFile());
        builder.environment().remove("INVOCATION_ID");
        List.of(variables).forEach(variable -> builder.environment().put(variable, "some"));
        Process keeper = builder.start();
        keepers.add(keeper);
        await().atMost(SOON).ignoreException(FaultException.class).until(() -> ask(Call.list()).equals("[]")); // it binds its socket before it listens
        return keeper;
    }

    private SessionReport openCounter(String id) {
        return Json.read(ask(Call.open(counter(id))), SessionReport.class);
    }

    /** As a gateway of whatever build, which retires nobody. */
    private String ask(Call call) {
        Control control = new Control(report -> { }, Control.SILENCE_MILLIS);
        control.greet(new KeeperDoor(KeeperHome.of(directory), selector));
        try {
            return control.ask(call);
        } finally {
            control.close();
        }
    }

    private OpenSession counter(String id) {
        return new OpenSession(id, "terminal", List.of("/bin/sh", "-c", "i=0; while read line; do i=$((i+1)); echo n$i; done"), directory.toString(),
                Map.of("PATH", "/usr/bin:/bin"), 80, 24, 100, false, null, null);
    }

    private static long parentOf(SessionReport session) {
        return ProcessHandle.of(session.pid()).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }

    private static void counts(KeeperLink gateway, String session, String next) {
        gateway.input(session, "\n".getBytes(StandardCharsets.US_ASCII));
        await().atMost(SOON).until(() -> gateway.screen(session, new HistoryWish(0, null, false)).toString().contains(next));
    }
}
