package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 16: a thousand clients lose their gateway, and for ten seconds there is none; then another serves the same home. They wait what the page's own module says
 * (src/test/modules/waits.js, run by node). {@code -Dfaults.clients=n}.
 */
@Tag("faults")
class ThousandClientsIT {
    private static final int CLIENTS = Integer.getInteger("faults.clients", 1_000);
    private static final int SESSIONS = 20;
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long SECOND_NANOS = 1_000_000_000;

    private volatile URI gateway;

    @Test
    void comeBackSpreadOutAndSoon() throws Exception {
        long[][] waits = waits(Seed.random(ThousandClientsIT.class).nextInt(1_000_000));
        Map<String, String> settings = Map.of("WS_MAX_CONNECTIONS", Integer.toString(CLIENTS + 10), "SESSION_MAX_PER_PROJECT", Integer.toString(SESSIONS + 1));
        try (RunningLongshell first = RunningLongshell.start(settings); RunningLongshell second = first.startAnother(settings)) {
            Api api = new Api(first.baseUrl()).login(first.adminUsername(), first.adminPassword());
            gateway = first.baseUrl();
            List<String> sessions = new ArrayList<>();
            for (int number = 0; number < SESSIONS; number++) {
                sessions.add(api.openShell("home"));
            }
            Leaks keeper = Leaks.from(first.keeper().orElseThrow());
            List<ReturningClient> clients = connectAll(api, sessions, waits);

            first.killGateway();
            LockSupport.parkNanos(GONE.toNanos()); // the outage
            long back = System.nanoTime();
            gateway = second.baseUrl();
            await().atMost(PATIENCE).until(() -> clients.stream().allMatch(client -> client.isGreetedBy(second.baseUrl())));

            long[] returns = clients.stream().mapToLong(client -> client.greetedNanos() - back).sorted().toArray();
            long late = returns[CLIENTS * 99 / 100 - 1];
            System.out.printf("ThousandClientsIT: %d clients, busiest second %d, 99 %% back after %.1f s, all after %.1f s, refused %d times%n", CLIENTS, busiestSecond(returns),
                    late / 1e9, returns[CLIENTS - 1] / 1e9, refusals(clients));
            assertTrue(busiestSecond(returns) <= CLIENTS / 5, "busiest second: " + busiestSecond(returns));
            assertTrue(late <= 20 * SECOND_NANOS, "99 % were back after " + late / 1e9 + " s");
            assertEquals(0, refusals(clients), "refused by a gateway that has room for all");
            String log = Files.readString(second.log());
            assertTrue(!log.contains("OutOfMemoryError") && !log.contains("Too many open files") && !log.contains("SEVERE"), second.log().toString());
            clients.forEach(ReturningClient::leave);
            Api secondApi = new Api(second.baseUrl()).login(second.adminUsername(), second.adminPassword());
            String another = secondApi.openShell("home");
            secondApi.end(another); // a login and a session are to be had as ever
            keeper.assertNone();
        }
    }

    private List<ReturningClient> connectAll(Api api, List<String> sessions, long[][] waits) {
        HttpClient http = HttpClient.newHttpClient();
        List<ReturningClient> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            ReturningClient client = new ReturningClient(http, api, () -> gateway, sessions.get(number % SESSIONS), "client-" + number, waits[number]);
            clients.add(client);
            client.connect();
            if (number % 50 == 49) {
                await().atMost(PATIENCE).until(() -> clients.stream().allMatch(each -> each.isGreetedBy(gateway)));
            }
        }
        await().atMost(PATIENCE).until(() -> clients.stream().allMatch(each -> each.isGreetedBy(gateway)));
        return clients;
    }

    /** Of the page's own module: a list for each client. */
    private static long[][] waits(int seed) throws IOException {
        Process node = new ProcessBuilder("node", "src/test/modules/waits.js", Integer.toString(CLIENTS), Integer.toString(seed)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        double[][] waits = new Gson().fromJson(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8), double[][].class);
        return Arrays.stream(waits).map(each -> Arrays.stream(each).mapToLong(Math::round).toArray()).toArray(long[][]::new);
    }

    private static int refusals(List<ReturningClient> clients) {
        return clients.stream().mapToInt(ReturningClient::refusals).sum();
    }

    /** The most that came within any second. @param returns nanoseconds, in order */
    private static int busiestSecond(long[] returns) {
        int busiest = 0;
        int first = 0;
        for (int i = 0; i < returns.length; i++) {
            while (returns[i] - returns[first] >= SECOND_NANOS) {
                first++;
            }
            busiest = Math.max(busiest, i - first + 1);
        }
        return busiest;
    }

    @Test
    void judgesAStampede() {
        assertEquals(3, busiestSecond(new long[] {0, SECOND_NANOS - 1, SECOND_NANOS, 2 * SECOND_NANOS - 2, 5 * SECOND_NANOS}));
        assertEquals(5, busiestSecond(new long[] {7, 7, 7, 7, 7}));
    }
}
