package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fault 21: PostgreSQL is there and of no use: its packets are dropped, every query takes half a minute, it writes nothing, its volume is full. One gateway has it behind a proxy. */
@Tag("faults")
class DatabaseOutagesIT {
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(8);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(5);
    private static final Duration NOBODY_WAITS_LONGER = Duration.ofSeconds(10);
    /** A machine that does much else is given time; a statement that a silent database is asked takes five. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CALLERS = 30;
    private static final int REFUSALS = 20;
    /** The echo of a terminal whose key waited for a database would be back after seconds. */
    private static final long MEDIAN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static RunningLongshell holder;
    private static TcpProxy proxy;
    private static RunningLongshell longshell;
    private static Connection database;
    private static Api api;
    private static Echo echo;
    private static List<Leaks> leaks;

    private interface Change {
        void run() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        holder = RunningLongshell.start();
        Path postgres = holder.home().resolve("postgres");
        int port = Integer.parseInt(Files.readString(postgres.resolve("port")).strip());
        String password = Files.readString(postgres.resolve("password")).strip();
        database = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/longshell", "longshell", password);
        proxy = TcpProxy.to(port);
        longshell = holder.startAnother(Map.of("DATABASE_URL", "postgresql://longshell:" + password + "@127.0.0.1:" + proxy.port() + "/longshell", "CIRCUIT_BREAKER_RESET_TIMEOUT", "1000"));
        api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
        echo = Echo.of(api);
        callAtOnce(); // until the pools have grown as far as they will
        leaks = List.of(Leaks.ofServer(longshell.gateway()), Leaks.from(holder.keeper().orElseThrow()));
    }

    @AfterAll
    static void stop() throws Exception {
        try (RunningLongshell last = holder; RunningLongshell first = longshell; TcpProxy road = proxy; Connection connection = database; Echo terminal = echo) {
            proxy.passPackets();
        }
    }

    @AfterEach
    void leavesNothingBehind() {
        leaks.forEach(Leaks::assertNone);
    }

    @Test
    void itsPacketsAreDropped() throws Exception {
        bears("dropped packets", proxy::dropPackets, proxy::passPackets, Set.of("database_unavailable"));
    }

    @Test
    void everyQueryTakesHalfAMinute() throws Exception {
        bears("slow queries", () -> proxy.delay(Duration.ofSeconds(30)), () -> proxy.delay(Duration.ZERO), Set.of("database_unavailable"));
    }

    @Test
    void itRefusesToWrite() throws Exception {
        bears("read-only", () -> readOnly("on"), () -> readOnly("off"), Set.of("database_unavailable", "circuit_open"));
    }

    /** By a trigger that says what PostgreSQL says then: a volume of a few megabytes cannot be had without a mount. */
    @Test
    void itsVolumeIsFull() throws Exception {
        bears("full", () -> full("create trigger volume_is_full before insert or update on %s for each statement execute function volume_is_full()"), () -> full("drop trigger volume_is_full on %s"),
                Set.of("storage_full"));
    }

    /** What is being written when one heartbeat misses is written, whatever its request hears. */
    @Test
    void aMomentsSilenceCostsNothingThatIsBeingWritten() throws Exception {
        database.setAutoCommit(false);
        execute("select from sessions where id = '" + echo.session() + "' for update");
        CompletableFuture<Call> renaming = CompletableFuture.supplyAsync(() -> call("PATCH", "/api/sessions/" + echo.session(), Map.of("name", "after a moment")));
        await().atMost(SOON).until(() -> isThere("select from pg_locks where not granted"));
        proxy.dropPackets();
        try {
            await().atMost(KNOWN_WITHIN).until(() -> api.send("GET", "/health/ready", null).body().contains("\"degraded\":\"true\""));
        } finally {
            database.rollback();
            database.setAutoCommit(true);
            proxy.passPackets();
        }
        renaming.get(NOBODY_WAITS_LONGER.toSeconds(), TimeUnit.SECONDS);
        assertTrue(isThere("select from sessions where name = 'after a moment'"));
        await().atMost(HEALTHY_WITHIN).until(() -> rename().code().isEmpty());
    }

    private static boolean isThere(String query) throws SQLException {
        try (Statement statement = database.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void readOnly(String on) throws SQLException {
        execute("alter system set default_transaction_read_only = " + on);
        execute("select pg_reload_conf()");
    }

    private static void full(String change) throws SQLException {
        execute("set default_transaction_read_only = off");
        execute("create or replace function volume_is_full() returns trigger language plpgsql as $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$");
        for (String table : List.of("sessions", "audit")) {
            execute(change.formatted(table));
        }
    }

    private static void execute(String statement) throws SQLException {
        try (Statement one = database.createStatement()) {
            one.execute(statement);
        }
    }

    /** @param codes what may be answered to who opens a session meanwhile */
    private void bears(String what, Change befalls, Change ends, Set<String> codes) throws Exception {
        Echo.Times before = echo.during(BEFORE);
        List<String> refused = IntStream.range(0, REFUSALS).mapToObj(number -> "/api/sessions/" + what.replace(' ', '-') + "-" + number).toList();

        befalls.run();
        try {
            List<Call> caught = callAtOnce();
            assertTrue(caught.stream().allMatch(call -> call.nanos() < NOBODY_WAITS_LONGER.toNanos()), () -> caught.toString());
            await().atMost(KNOWN_WITHIN).until(() -> codes.contains(rename().code()));
            assertTrue(codes.contains(open().code()), "whoever opens hears it as well");
            CompletableFuture<List<Call>> calls = CompletableFuture.supplyAsync(DatabaseOutagesIT::callAtOnce);
            Echo.Times meanwhile = echo.during(OUTAGE);
            List<Call> refusals = calls.get(NOBODY_WAITS_LONGER.toSeconds(), TimeUnit.SECONDS);
            assertTrue(refusals.stream().allMatch(call -> codes.contains(call.code()) && call.nanos() < AT_ONCE.toNanos()), refusals::toString);
            for (String path : refused) {
                assertEquals(401, new Api(longshell.baseUrl()).send("GET", path, null).statusCode());
            }
            System.out.printf("DatabaseOutagesIT: %s: echo before: %s, meanwhile: %s; first calls: %s, then: %s%n", what, before, meanwhile, worst(caught), worst(refusals));
            assertTrue(meanwhile.median() < Math.max(MEDIAN_NANOS, 10 * before.median()), meanwhile::toString);
        } finally {
            ends.run();
        }
        await().atMost(HEALTHY_WITHIN).until(() -> rename().code().isEmpty());
        assertEquals("", open().code());
        await().atMost(SOON).until(() -> audited(refused.get(0)).size() >= REFUSALS);
        assertEquals(refused.stream().map(path -> "GET " + path).toList(), audited(refused.get(0)), "once, and in order");
        assertEquals(1, api.call("GET", "/api/projects/home", null, 200).get("liveSessions").getAsInt(), "nothing was left of what was refused");
    }

    /** @param code empty for a success */
    private record Call(String code, String id, long nanos) {
    }

    private static List<Call> callAtOnce() {
        List<CompletableFuture<Call>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            calls.add(CompletableFuture.supplyAsync(DatabaseOutagesIT::rename, task -> new Thread(task, "caller").start()));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static Call rename() {
        return call("PATCH", "/api/sessions/" + echo.session(), Map.of("name", "echo " + System.nanoTime()));
    }

    private static Call open() throws IOException, InterruptedException {
        Call opened = call("POST", "/api/projects/home/sessions", Map.of("kind", "terminal"));
        if (opened.code().isEmpty()) {
            api.end(opened.id());
        }
        return opened;
    }

    private static Call call(String method, String path, Object body) {
        try {
            long began = System.nanoTime();
            JsonObject answer = JsonParser.parseString(api.send(method, path, body).body()).getAsJsonObject();
            long nanos = System.nanoTime() - began;
            return new Call(answer.has("code") ? answer.get("code").getAsString() : "", answer.has("id") ? answer.get("id").getAsString() : "", nanos);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("not even an answer", e);
        }
    }

    private static String worst(List<Call> calls) {
        return calls.stream().map(Call::code).distinct().toList() + " within " + calls.stream().mapToLong(Call::nanos).max().orElseThrow() / 1_000_000 + " ms";
    }

    /** Requests like that one which the audit has, in its order. */
    private static List<String> audited(String path) throws SQLException {
        List<String> abouts = new ArrayList<>();
        try (Statement statement = database.createStatement();
             ResultSet rows = statement.executeQuery("select about from audit where about like 'GET " + path.replaceFirst("\\d+$", "") + "%' order by number")) {
            while (rows.next()) {
                abouts.add(rows.getString(1));
            }
        }
        return abouts;
    }
}
