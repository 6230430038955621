package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fault 34: sessions count, each to its viewer and its viewer to it, and every half minute something happens to what lies between them; each thing once in three minutes, in an order of the seed's.
 * {@code -Dfaults.soak=minutes}, {@code -Dfaults.sessions=n}.
 */
@Tag("faults")
class SoakIT {
    private static final Duration SOAK = Duration.ofMinutes(Integer.getInteger("faults.soak", 3));
    private static final int SESSIONS = Integer.getInteger("faults.sessions", 16);
    private static final Duration BETWEEN = Duration.ofSeconds(30);
    /** Of what ends by itself: longer than two heartbeats, and than anybody waits for an answer. */
    private static final Duration OUTAGE = Duration.ofSeconds(12);
    private static final Duration RETURN = Duration.ofSeconds(90);
    /** Of live objects: each session's log of a megabyte fills, and its history. */
    private static final long MOST_LIVE_GROWTH = (64L << 20) + SESSIONS * (2L << 20);
    /** Of the server, which another may have replaced: as many as its pools may have grown by. */
    private static final int MOST_DESCRIPTORS_MORE = 40;
    private static final int MOST_THREADS_MORE = 80;

    @TempDir
    private Path directory;

    private RunningLongshell holder;
    private RunningLongshell longshell;
    private TcpProxy toGateway;
    private TcpProxy toDatabase;
    private Agent redeploy;
    private Api api;

    /** What a process has. */
    private record Size(Leaks.Held held, long residentBytes, long liveBytes) {
        static Size of(ProcessHandle process) throws IOException {
            return new Size(Leaks.held(process.pid()), Leaks.residentBytes(process), LiveObjects.in(process).bytes());
        }

        @Override
        public String toString() {
            return held.descriptors() + " descriptors, " + held.threads() + " threads, " + (residentBytes >> 20) + " MiB, " + (liveBytes >> 20) + " of them live";
        }
    }

    private interface Fault {
        void befall() throws Exception;
    }

    @Test
    void nothingIsLostNorGrowsWhateverHappens() throws Exception {
        Random random = Seed.random(SoakIT.class);
        redeploy = Agent.of(RedeployAgent.class, directory);
        try (RunningLongshell first = RunningLongshell.start(); TcpProxy database = TcpProxy.to(postgresPort(first))) {
            holder = first;
            toDatabase = database;
            Map<String, String> settings = Map.of("SESSION_MAX_PER_PROJECT", Integer.toString(SESSIONS + 5), "WS_MAX_CONNECTIONS", "1000", "WS_HEARTBEAT_INTERVAL", "5000",
                    "DATABASE_URL", "postgresql://longshell:" + Files.readString(first.home().resolve("postgres/password")).strip() + "@127.0.0.1:" + database.port() + "/longshell");
            try (RunningLongshell second = first.startAnother(settings); TcpProxy proxy = TcpProxy.to(second.port())) {
                longshell = second;
                toGateway = proxy;
                soak(random);
            }
        }
    }

    private void soak(Random random) throws Exception {
        api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
        Api through = new Api(toGateway.address()).login(longshell.adminUsername(), longshell.adminPassword());
        ProcessHandle keeper = holder.keeper().orElseThrow();
        try (Counting counting = Counting.begin(api, through, SESSIONS)) {
            Leaks leaks = Leaks.from(keeper);
            Size keeperBefore = Size.of(keeper);
            Size serverBefore = Size.of(longshell.gateway());
            System.out.println("SoakIT: before: keeper: " + keeperBefore + "; server: " + serverBefore);
            List<String> told = new ArrayList<>();
            Deque<Map.Entry<String, Fault>> deck = new ArrayDeque<>();
            long began = System.nanoTime();
            for (long next = 0; next < SOAK.toNanos(); next += BETWEEN.toNanos()) {
                LockSupport.parkNanos(next - (System.nanoTime() - began)); // the rest of the half minute
                if (deck.isEmpty()) {
                    deck.addAll(shuffled(random));
                }
                Map.Entry<String, Fault> fault = deck.remove();
                told.add(fault.getKey());
                fault.getValue().befall();
            }
            String judged = counting.judge();
            Size keeperAfter = Size.of(keeper);
            Size serverAfter = Size.of(longshell.gateway());
            System.out.println("SoakIT: " + SOAK.toMinutes() + " minutes of " + told + ": " + judged + "; keeper: " + keeperAfter + "; server: " + serverAfter);
            assertEquals(keeper.pid(), holder.keeper().orElseThrow().pid());
            leaks.assertNone();
            assertTrue(keeperAfter.liveBytes() - keeperBefore.liveBytes() < MOST_LIVE_GROWTH, keeperAfter::toString);
            assertTrue(serverAfter.liveBytes() - serverBefore.liveBytes() < MOST_LIVE_GROWTH, serverAfter::toString);
            assertTrue(serverAfter.held().descriptors() <= serverBefore.held().descriptors() + MOST_DESCRIPTORS_MORE, serverAfter::toString);
            assertTrue(serverAfter.held().threads() <= serverBefore.held().threads() + MOST_THREADS_MORE, serverAfter::toString);
        }
    }

    private List<Map.Entry<String, Fault>> shuffled(Random random) {
        List<Map.Entry<String, Fault>> faults = new ArrayList<>(List.of(Map.entry("server killed", this::killGateway), Map.entry("packets dropped", () -> drop(toGateway)),
                Map.entry("database away", () -> drop(toDatabase)), Map.entry("keeper stopped", this::stopKeeper), Map.entry("viewer stalled", this::stallViewer),
                Map.entry("WAR deployed anew", this::redeploy)));
        Collections.shuffle(faults, random);
        return faults;
    }

    private void killGateway() {
        longshell.killGateway();
        longshell.restart();
    }

    private static void drop(TcpProxy proxy) {
        proxy.dropPackets();
        try {
            LockSupport.parkNanos(OUTAGE.toNanos());
        } finally {
            proxy.passPackets();
        }
    }

    private void stopKeeper() throws Exception {
        signalKeeper("STOP");
        try {
            LockSupport.parkNanos(OUTAGE.toNanos());
        } finally {
            signalKeeper("CONT");
        }
    }

    private void signalKeeper(String signal) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(holder.keeper().orElseThrow().pid())).inheritIO().start().waitFor());
    }

    private void stallViewer() throws Exception {
        String flood = await().atMost(RETURN).ignoreExceptions().until(() -> api.openShell("home"), session -> true);
        try (SocketPeer stalled = SocketPeer.framed(longshell.baseUrl(), "/ws/terminal/" + flood + "?viewer=stalled", api.token())) {
            stalled.hello();
            stalled.type("yes\r", 0);
            LockSupport.parkNanos(OUTAGE.toNanos());
        } finally {
            api.end(flood);
        }
    }

    private void redeploy() throws Exception {
        redeploy.run(longshell.gateway(), System.getProperty("longshell.war"));
        await().atMost(RETURN).ignoreExceptions().until(() -> api.send("GET", "/index.xhtml", null).statusCode() == 200);
    }

    private static int postgresPort(RunningLongshell longshell) throws Exception {
        return Integer.parseInt(Files.readString(longshell.home().resolve("postgres/port")).strip());
    }
}
