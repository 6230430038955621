package dev.longshell.link;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Signals;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.OtherUser;
import dev.longshell.wire.SessionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the server's own user and of another, which here has the same name: only root could take another. Real keepers; RunAsAttacksIT has real users. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HouseholdTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String USER = System.getProperty("user.name");
    @TempDir
    Path directory;
    private final List<KeeperLink> gateways = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        gateways.forEach(KeeperLink::stop);
        for (KeeperHome home : List.of(KeeperHome.of(directory), KeeperHome.of(directory, USER))) {
            if (Files.exists(home.lock())) {
                found(home).ifPresent(keeper -> { // one that was killed leaves its number behind
                    keeper.destroyForcibly();
                    keeper.onExit().join();
                });
            }
        }
    }

    @Test
    void keepsTheSessionsOfEachUserApartAndFindsAll() throws IOException {
        KeeperLink one = gateway();
        KeeperLink another = gateway();
        one.open(session("own", null));
        one.open(session("others", new OtherUser(USER, List.of("/usr/bin/env"))));
        one.open(session("second", new OtherUser(USER, List.of("/usr/bin/env"))));

        for (KeeperLink gateway : gateways) {
            assertEquals("others", gateway.inspect("others").id(), "also a gateway that was told nothing of it");
            assertEquals(Set.of("others", "own", "second"), ids(gateway));
        }
        assertEquals(keeper(KeeperHome.of(directory)).pid(), parentOf(one.inspect("own")));
        assertEquals(keeper(KeeperHome.of(directory, USER)).pid(), parentOf(one.inspect("others")));
        assertTrue(parentOf(one.inspect("own")) != parentOf(one.inspect("others")));
        another.kill("second");
        assertEquals(Fault.NOT_FOUND, assertThrows(FaultException.class, () -> another.inspect("nobodys")).fault());

        ProcessHandle killed = keeper(KeeperHome.of(directory, USER));
        killed.destroyForcibly();

        await().atMost(SOON).ignoreException(FaultException.class).until(() -> ids(another).equals(Set.of("own")));
        assertEquals("own", another.inspect("own").id());
        assertEquals(Fault.NOT_FOUND, assertThrows(FaultException.class, () -> another.inspect("others")).fault());
        await().atMost(SOON).ignoreException(NumberFormatException.class).until(() -> found(KeeperHome.of(directory, USER)).filter(next -> !next.equals(killed)).isPresent()); // in its place; and not after the test's end
    }

    @Test
    void theSessionsOfTheKeepersThatAnswerAreFoundWhileAnotherDoesNot() throws Exception {
        KeeperLink gateway = gateway();
        gateway.open(session("own", null));
        gateway.open(session("others", new OtherUser(USER, List.of("/usr/bin/env"))));
        assertTrue(gateway.answered().whole());
        ProcessHandle stopped = keeper(KeeperHome.of(directory, USER));

        Signals.send("STOP", stopped);
        try {
            KeeperLink.Answered answered = gateway.answered();
            assertEquals(List.of("own"), answered.sessions().stream().map(SessionReport::id).toList());
            assertFalse(answered.whole());
            assertEquals(Fault.KEEPER_UNAVAILABLE, assertThrows(FaultException.class, gateway::list).fault(), "who needs all is not given some");
        } finally {
            Signals.send("CONT", stopped);
        }

        await().atMost(SOON).until(() -> gateway.answered().whole());
        assertEquals(Set.of("others", "own"), ids(gateway));
    }

    @Test
    void aGatewayThatStartsLaterStartsNoKeeperWhereNoneIs() throws IOException {
        KeeperHome abandoned = KeeperHome.of(directory, USER);
        Files.createDirectories(abandoned.directory());
        Files.createFile(abandoned.socket());

        KeeperLink gateway = gateway();

        assertEquals(Set.of(), ids(gateway));
        assertTrue(Files.notExists(abandoned.lock()));
    }

    private KeeperLink gateway() {
        KeeperLink gateway = new KeeperLink(directory, () -> LauncherTest.jarOf("dev.longshell.cli.Longshell"), event -> { });
        gateways.add(gateway);
        return gateway;
    }

    private OpenSession session(String id, OtherUser other) {
        return new OpenSession(id, "terminal", List.of("/bin/cat"), directory.toString(), Map.of("PATH", "/usr/bin:/bin"), 80, 24, 100, false, null, other);
    }

    private static Set<String> ids(KeeperLink gateway) {
        return gateway.list().stream().map(SessionReport::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static long parentOf(SessionReport session) {
        return ProcessHandle.of(session.pid()).flatMap(ProcessHandle::parent).orElseThrow().pid();
    }

    private static ProcessHandle keeper(KeeperHome home) throws IOException {
        return found(home).orElseThrow();
    }

    private static Optional<ProcessHandle> found(KeeperHome home) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(home.lock()).strip()));
    }
}
