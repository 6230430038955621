package dev.longshell.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.journey.Api;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bodies that nobody would think of, to every call that takes one, with a login and without: each is answered, none
 * with 5xx but 503; afterwards no thread works on, and the server is as large as before. {@code -Dfaults.fuzz=seconds},
 * {@code -Dfaults.seed=n}.
 */
@Tag("faults")
class JsonBodiesIT {
    private static final long SECONDS = Integer.getInteger("faults.fuzz", 30);
    private static final long WARM_SECONDS = 10;
    private static final int SENDERS = 4;
    private static final long MOST_GROWTH_BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double MOST_BUSY_SECONDS = 2;

    private record Call(String method, String path) {
    }

    /** What the senders share. */
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();

    @Test
    void areAllAnsweredAndLeaveNothingBehind() throws Exception {
        Random random = Seed.random(JsonBodiesIT.class);
        try (RunningLongshell longshell = RunningLongshell.start()) {
            Api api = new Api(longshell.baseUrl()).login(longshell.adminUsername(), longshell.adminPassword());
            api.end(api.openShell("home")); // and a keeper is there
            Bodies bodies = Bodies.described(api);
            fuzz(api, bodies, random, WARM_SECONDS);
            answers.clear();
            Leaks leaks = Leaks.ofServer(longshell.gateway());
            long before = LiveObjects.in(longshell.gateway()).bytes();

            fuzz(api, bodies, random, SECONDS);

            double busiest = busiestSeconds(longshell.gateway().pid());
            long grown = LiveObjects.in(longshell.gateway()).bytes() - before;
            System.out.printf("JsonBodiesIT: %d s: %s; the slowest answer after %.2f s; afterwards the busiest "
                    + "thread %.2f s of 2; %+d KiB%n", SECONDS, answers, slowestNanos.get() / 1e9, busiest,
                    grown >> 10);
            assertEquals(Set.of(), wrong);
            assertTrue(answers.keySet().containsAll(Set.of(400, 401)) && answers.keySet().stream()
                    .anyMatch(status -> status < 300), () -> "one-sided: " + answers);
            assertTrue(busiest < MOST_BUSY_SECONDS / 2, "a thread works for nobody: " + busiest + " s of 2");
            assertTrue(Files.readString(longshell.log()).lines().noneMatch(line -> line.contains("s of CPU on")),
                    "a request that burns CPU");
            leaks.assertNone();
            assertTrue(grown < MOST_GROWTH_BYTES, grown + " bytes more");
        }
    }

    private void fuzz(Api api, Bodies bodies, Random random, long seconds) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                Random own = new Random(random.nextLong());
                all.add(senders.submit((Callable<Void>) () -> send(api, bodies, own, seconds)));
            }
            for (Future<Void> sender : all) {
                sender.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private Void send(Api api, Bodies bodies, Random random, long seconds) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long began = System.nanoTime();
        while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(seconds)) {
            Call call = bodies.calls.get(random.nextInt(bodies.calls.size()));
            byte[] body = bodies.body(random);
            HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve(call.path())).timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .method(call.method(), random.nextInt(4) == 0
                            ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                            : HttpRequest.BodyPublishers.ofByteArray(body));
            if (random.nextInt(8) != 0) {
                request.header("Authorization", "Bearer " + api.token());
            }
            long asked = System.nanoTime();
            try {
                HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                slowestNanos.accumulateAndGet(System.nanoTime() - asked, Math::max);
                answers.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
                if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
                    wrong.add(answer.statusCode() + " " + call + " " + shown(body));
                }
            } catch (IOException e) {
                wrong.add(e + " " + call + " " + shown(body));
            }
        }
        return null;
    }

    private static String shown(byte[] body) {
        return new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
    }

    /** @return of two seconds, how many the busiest of the threads that serve requests has worked, proc(5) */
    private static double busiestSeconds(long pid) throws IOException, InterruptedException {
        Map<Path, Long> before = ticks(pid);
        Thread.sleep(TimeUnit.SECONDS.toMillis((long) MOST_BUSY_SECONDS)); // measures, and waits for nothing
        return ticks(pid).entrySet().stream().mapToLong(thread ->
                thread.getValue() - before.getOrDefault(thread.getKey(), 0L)).max().orElseThrow() / 100.0;
    }

    private static Map<Path, Long> ticks(long pid) throws IOException {
        Map<Path, Long> ticks = new ConcurrentHashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                if (stat.contains("(http-thread")) {
                    ticks.put(task, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
                }
            }
        }
        return ticks;
    }

    /** The calls and the names of members, as the server describes them, and bodies made of these names. */
    private static final class Bodies {
        private static final String[] VALUES = {"null", "true", "false", "0", "-1", "80", "1e2", "1e999999999", "1.5",
                "99999999999999999999", "\"\"", "\"terminal\"", "\"claude\"", "\"x\"", "\"operator\"",
            "\"\\u0000\"", "\"\\ud800\"", "\"\ud83d\ude00\u202e\"", "\"/\"", "\"/tmp\"", "\"admin\"", "NaN", "'x'",
                    "[", "{", "]", "}", "[[]]", "{\"a\":{", "[\"/bin/true\"]", "[null]", "{}", "{\"A\":\"b\"}"};
        /** Of these is a piece of a body put into another. */
        private static final String SIGNS = "{}[]:,\"\\ \t\n019eE+-.tfn/*#\0\u007f\u0080\ufeff";
        private final List<Call> calls = new ArrayList<>();
        private final List<String> names = new ArrayList<>(List.of("a", ""));

        static Bodies described(Api api) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(api.base().resolve("/openapi?format=JSON"))
                    .header("Accept", "application/json").build();
            JsonObject description = JsonParser.parseString(api.client()
                    .send(request, HttpResponse.BodyHandlers.ofString()).body()).getAsJsonObject();
            Bodies bodies = new Bodies();
            for (Map.Entry<String, JsonElement> path : description.getAsJsonObject("paths").entrySet()) {
                String target = path.getKey().replace("{slug}", "home").replaceAll("\\{\\w+}", "x");
                path.getValue().getAsJsonObject().entrySet().stream()
                        .filter(call -> call.getValue() instanceof JsonObject told && told.has("requestBody"))
                        .forEach(call -> bodies.calls.add(new Call(call.getKey().toUpperCase(Locale.ROOT), target)));
            }
            description.getAsJsonObject("components").getAsJsonObject("schemas").entrySet().stream()
                    .map(schema -> schema.getValue().getAsJsonObject().getAsJsonObject("properties"))
                    .filter(properties -> properties != null)
                            .forEach(properties -> bodies.names.addAll(properties.keySet()));
            assertEquals(16, bodies.calls.size(), bodies.calls::toString);
            return bodies;
        }

        byte[] body(Random random) {
            if (random.nextInt(50) == 0) {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                return noise;
            }
            StringBuilder body = new StringBuilder(random.nextInt(20) == 0 ? "" : "{");
            for (int member = random.nextInt(4); member >= 0; member--) {
                body.append('"').append(names.get(random.nextInt(names.size()))).append("\":")
                        .append(VALUES[random.nextInt(VALUES.length)]).append(member == 0 ? "" : ",");
            }
            body.append(random.nextInt(4) == 0 ? "" : "}");
            for (int change = random.nextInt(3); change > 0; change--) {
                change(body, random);
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(10) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return bytes;
        }

        private static void change(StringBuilder body, Random random) {
            int at = random.nextInt(body.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> body.setLength(at);
                case 1 -> body.insert(at, String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())))
                        .repeat(random.nextInt(20) == 0 ? 50_000 : 1));
                case 2 -> body.insert(at, body.substring(at));
                default -> body.insert(at, "\"" + "x".repeat(random.nextInt(100)) + "\":"
                        + "{\"a\":[".repeat(random.nextInt(300)));
            }
        }
    }
}
