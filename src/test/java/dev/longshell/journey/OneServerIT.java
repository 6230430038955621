package dev.longshell.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server bears while it serves: crowds, silent peers, a database that goes away, a second gateway. One server for all, as each start costs seconds. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneServerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CROWD = 50;
    private static final int MOST_SOCKETS = 52;
    private static final int BUSY = 24;
    private static RunningLongshell longshell;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        longshell = RunningLongshell.start(Map.of("SESSION_MAX_PER_PROJECT", "60", "WS_MAX_CONNECTIONS", Integer.toString(MOST_SOCKETS), "WS_HEARTBEAT_INTERVAL", "1000"));
        api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
    }

    @AfterAll
    static void stop() {
        if (longshell != null) {
            longshell.close();
        }
    }

    @Test
    void fiftySessionsAtOnceEachEchoWhatTheirOwnViewerTypes() throws Exception {
        List<String> sessions = new ArrayList<>();
        List<PatientViewer> viewers = new ArrayList<>();
        try {
            for (int number = 0; number < CROWD; number++) {
                sessions.add(api.openShell("home"));
                viewers.add(new PatientViewer(api, sessions.get(number), "crowd-" + number));
            }
            for (int round = 0; round < 3; round++) {
                for (int number = 0; number < CROWD; number++) {
                    viewers.get(number).type("echo ro''und-" + round + "-of-" + number + ".\r");
                }
            }
            for (int number = 0; number < CROWD; number++) {
                PatientViewer viewer = viewers.get(number);
                String own = "-of-" + number + ".\r\n";
                await().atMost(SOON).until(() -> viewer.output().contains("round-2" + own));
                String output = viewer.output();
                assertEquals(List.of("round-0" + own, "round-1" + own, "round-2" + own), output.lines().filter(line -> line.startsWith("round-")).map(line -> line + "\r\n").toList());
                assertEquals(1, viewer.connections());
            }
        } finally {
            viewers.forEach(PatientViewer::close);
            for (String session : sessions) {
                api.end(session);
            }
        }
        await().atMost(SOON).until(() -> api.call("GET", "/api/projects/home", null, 200).get("liveSessions").getAsInt() == 0);
    }

    @Test
    void aKilledKeepersViewersHearThatTheSessionIsLostAndTheNextOneServes() throws Exception {
        String session = api.openShell("home");
        try (PatientViewer viewer = new PatientViewer(api, session, "of-a-killed-keeper")) {
            viewer.type("echo al''ive\r");
            await().atMost(SOON).until(() -> viewer.output().contains("alive"));

            longshell.keeper().orElseThrow().destroyForcibly();

            await().atMost(SOON).until(() -> viewer.finalCode() != null);
            assertEquals(1000, viewer.finalCode());
            assertTrue(viewer.events().stream().anyMatch(event -> event.get("type").getAsString().equals("lost")), () -> viewer.events().toString());
        }
        // until the next keeper is there, the answer is 503
        await().atMost(SOON).untilAsserted(() -> assertEquals("lost", api.call("GET", "/api/sessions/" + session, null, 200).get("state").getAsString()));
        api.end(api.openShell("home"));
    }

    @Test
    void refusesTheSocketBeyondTheLimitWith4429AndTheTimeToWait() throws Exception {
        String session = api.openShell("home");
        List<SocketPeer> peers = new ArrayList<>();
        try {
            for (int number = 0; number < MOST_SOCKETS; number++) {
                peers.add(attach(session, "many-" + number));
                peers.get(number).hello();
            }
            SocketPeer beyond = attach(session, "beyond");
            peers.add(beyond);

            assertEquals(4429, beyond.awaitClose());
            assertTrue(beyond.closeReason().matches("\\d+"), beyond.closeReason());
        } finally {
            for (SocketPeer peer : peers) {
                peer.close();
            }
            api.end(session);
        }
    }

    @Test
    void closesAPeerThatIsSilentForTwoHeartbeatsAndFreesItsLine() throws Exception {
        String session = api.openShell("home");
        try (SocketPeer silent = attach(session, "silent"); PatientViewer alive = new PatientViewer(api, session, "alive")) {
            silent.hello();
            await().atMost(SOON).until(() -> viewersOf(session) == 2);

            await().atMost(SOON).until(() -> viewersOf(session) == 1);

            assertEquals(1, alive.connections(), "whoever answers pings stays");
        }
        api.end(session);
    }

    private static int viewersOf(String session) throws Exception {
        return api.session(session).get("viewers").getAsInt();
    }

    private static SocketPeer attach(String session, String viewer) throws IOException {
        return SocketPeer.framed(longshell.baseUrl(), "/ws/terminal/" + session + "?viewer=" + viewer, api.token());
    }

    /** EclipseLink slept ten seconds over each answer; an embedded PostgreSQL that had ended stayed away until the next {@code up}. */
    @Test
    void anAttachedTerminalNoticesNothingOfADatabaseThatIsAway() throws Exception {
        String session = api.openShell("home");
        try (PatientViewer viewer = new PatientViewer(api, session, "unaware"); FileLock nobodyStartsIt = lockPostgres()) {
            viewer.type("echo bef''ore\r");
            await().atMost(SOON).until(() -> viewer.output().contains("before\r\n"));
            longshell.killPostgres();

            assertAway(api.send("POST", "/api/projects/home/sessions", Map.of("kind", "terminal")));
            assertAway(api.send("GET", "/api/sessions", null));
            assertAway(api.send("POST", "/api/auth/login", Map.of("username", "admin", "password", "wrong")));
            viewer.type("echo dur''ing\r");
            await().atMost(SOON).until(() -> viewer.output().contains("during\r\n"));
            String breakers = api.send("GET", "/api/breakers", null).body();
            assertTrue(Pattern.compile("\"cause\":\"[^\"]+\",\"dependency\":\"postgresql\"[^}]*\"state\":\"open\"").matcher(breakers).find(), breakers);
            assertEquals(401, new Api(longshell.baseUrl()).send("GET", "/api/breakers", null).statusCode());

            nobodyStartsIt.release();
            await().atMost(SOON).until(() -> api.send("GET", "/api/sessions", null).statusCode() == 200);
            assertEquals("running", api.session(session).get("state").getAsString().replace("attached", "running"));
            assertEquals(1, viewer.connections());
            assertTrue(longshell.output().stream().anyMatch(line -> line.contains("PostgreSQL had ended by itself and was started again")), () -> longshell.output().toString());
        }
        api.end(session);
    }

    private static void assertAway(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"database_unavailable\""), answer.body());
        assertEquals("5", answer.headers().firstValue("Retry-After").orElse("none"));
    }

    /** Whoever starts or stops the embedded PostgreSQL holds this lock: as long as a test holds it, {@code up} does not start it again. */
    private static FileLock lockPostgres() throws IOException {
        return FileChannel.open(longshell.home().resolve("postgres/change.lock"), StandardOpenOption.WRITE).lock();
    }

    /** One of a newer build, for the generations of keepers; both gateways serve what either keeper has. */
    @Test
    void aSecondGatewayOfANewerBuildServesTheOldSessionsAndOpensItsOwnInANewKeeper(@TempDir Path directory) throws Exception {
        String session = api.openShell("home");
        ProcessHandle keeper = longshell.keeper().orElseThrow();
        try (PatientViewer there = new PatientViewer(api, session, "there"); RunningLongshell newer = longshell.startAnother(Map.of(), "--war", NewerBuild.war(directory).toString())) {
            there.type("echo there-$$.\r");
            String pid = awaitPid("there-", there);
            Api newerApi = new Api(newer.baseUrl()).login(newer.adminUsername(), newer.adminPassword());
            String fresh = newerApi.openShell("home");
            assertNotEquals(keeper.pid(), longshell.keeper().orElseThrow().pid());
            try (PatientViewer here = new PatientViewer(newerApi, session, "here"); PatientViewer talking = new PatientViewer(api, fresh, "talking")) {
                here.type("echo here-$$.\r");
                assertEquals(pid, awaitPid("here-", here), "the shell of the old keeper goes on");
                assertEquals(pid, awaitPid("here-", there), "both show the same output");
                talking.type("while sleep 0.02; do echo $RANDOM.$RANDOM; done\r");

                stopsInOrder(newer, newerApi, fresh, session);
            }
            there.type("\u0015echo af''ter.\r"); // Ctrl-U: the crowd has typed as well
            await().atMost(SOON).until(() -> there.output().contains("after.\r\n"));
            assertEquals(1, there.connections());
            api.end(fresh);
        }
        assertTrue(api.send("GET", "/api/breakers", null).body().contains("\"keeper-" + keeper.pid() + "\""));
        String older = api.send("GET", "/api/keepers", null).body();
        assertTrue(older.matches("\\[\\{\"build\":\"[^\"]+\",\"pid\":" + keeper.pid() + ",\"sessions\":1\\}\\]"), older);
        String status = longshell.status();
        assertTrue(status.contains("Keeper " + keeper.pid() + " of an older build still has sessions: 1"), status);

        api.end(session);

        await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            assertNotNull(api.session(session), "an answer at every moment");
            return !keeper.isAlive();
        });
        assertEquals("ended", api.session(session).get("state").getAsString());
        await().atMost(SOON).until(() -> !api.send("GET", "/api/breakers", null).body().contains("\"keeper-" + keeper.pid() + "\""));
    }

    /** Not ready first, while all is served; then each socket with a time of its own to come back; a request that has begun is answered. */
    private static void stopsInOrder(RunningLongshell first, Api firstApi, String talking, String quiet) throws Exception {
        try (Crowd crowd = Crowd.of(BUSY, first.baseUrl(), firstApi.token(), talking, quiet); SlowLogin login = SlowLogin.begin(first)) {
            CompletableFuture<Long> notReady = CompletableFuture.supplyAsync(() -> awaitNotReady(first));
            long begin = System.nanoTime();
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::stop);

            long notReadyAt = notReady.get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertEquals(200, login.finish(), "a request in flight");
            List<Crowd.Farewell> farewells = crowd.farewells();
            stopping.get(30, TimeUnit.SECONDS);

            System.out.printf("stopped %d ms after SIGTERM%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            assertEquals(List.of(), farewells.stream().filter(farewell -> farewell.code() != 1012).toList());
            assertEquals(BUSY, farewells.stream().map(Crowd.Farewell::reason).filter(reason -> reason.matches("\\d{1,5}")).distinct().count(), () -> "own times to come back: " + farewells);
            assertTrue(farewells.stream().allMatch(farewell -> farewell.nanos() - notReadyAt > 0), "a socket was closed before readiness was false");
        }
    }

    /** @return when, of {@link System#nanoTime()} */
    private static long awaitNotReady(RunningLongshell server) {
        try {
            HttpRequest question = HttpRequest.newBuilder(server.baseUrl().resolve("health/ready")).build();
            while (api.client().send(question, HttpResponse.BodyHandlers.discarding()).statusCode() != 503) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            return System.nanoTime();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("it stopped without having said that it is not ready", e);
        }
    }

    private static String awaitPid(String word, PatientViewer viewer) {
        Pattern printed = Pattern.compile(word + "(\\d+)\\.");
        await().atMost(SOON).until(() -> printed.matcher(viewer.output()).find());
        return printed.matcher(viewer.output()).results().map(match -> match.group(1)).findFirst().orElseThrow();
    }
}
