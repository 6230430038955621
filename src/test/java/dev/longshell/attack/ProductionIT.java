package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as production has it: TLS from PEM files, a secret in every setting that takes one, and shells of another user where it is root's. */
class ProductionIT {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    /** In every secret; and not the word of other tests, whose command lines are there to be read as well. */
    private static final String CANARY = "production-canary";
    private static final String JWT_SECRET = CANARY + "-jwt-Zr8kQ2vX5mT9cL1wHs4nJ7dB";
    private static final String PASSWORD = CANARY + "-password-1";
    /** The type of a record, RFC 5246 section 6.2.1; an alert is 21. */
    private static final int HANDSHAKE = 22;
    /** The second byte of that version. */
    private static final int TLS_1_2 = 3;
    /** Not nobody, from whose shells RunAsAttacksIT looks around at the same time. */
    private static final String OTHER = "daemon";
    @TempDir
    private static Path folder;
    private static SSLContext before;
    private static PemFiles pem;
    private static RunningLongshell server;
    private static URI base;
    private static HttpClient http;
    /** Takes connections, and says nothing. */
    private static ServerSocket hanging;
    private static HttpResponse<String> login;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        pem = PemFiles.make(folder);
        before = SSLContext.getDefault();
        SSLContext.setDefault(pem.trust()); // what the WebSocket client asks
        http = HttpClient.newBuilder().sslContext(pem.trust()).build();
        Map<String, String> settings = new TreeMap<>(Map.of("APP_ENV", "production", "JWT_SECRET", JWT_SECRET, "ANTHROPIC_API_KEY", CANARY + "-anthropic", "LONGSHELL_ADMIN_PASSWORD", PASSWORD,
                "REDIS_URL", "redis://user:" + CANARY + "-redis@127.0.0.1:1/0", "ALERT_WEBHOOK_URL", "https://127.0.0.1:1/" + CANARY + "-webhook",
                "TLS_CERT", pem.certificate().toString(), "TLS_KEY", pem.key().toString()));
        hanging = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        settings.putAll(Map.of("OIDC_ISSUER", "https://127.0.0.1:" + hanging.getLocalPort(), "OIDC_CLIENT_ID", "longshell", "OIDC_CLIENT_SECRET", CANARY + "-oidc"));
        if (ROOT) {
            settings.put("RUN_AS", OTHER);
        }
        server = RunningLongshell.start(settings);
        base = URI.create("https://127.0.0.1:" + server.port());
        login = send("POST", "/api/auth/login", "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}");
        token = login.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void stop() throws IOException {
        SSLContext.setDefault(before);
        hanging.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a15SetsACookieThatOnlyThisHostOverTlsCanHave() {
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("__Host-longshell="), cookie);
        for (String attribute : new String[] {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"}) {
            assertTrue(cookie.contains(attribute), cookie);
        }
        assertFalse(cookie.contains("Domain"), cookie);
        assertEquals("max-age=31536000", login.headers().firstValue("Strict-Transport-Security").orElseThrow());
    }

    @Test
    void a47SpeaksTlsAndNothingElseOnEveryListener() throws Exception {
        for (int port : new int[] {server.port(), server.terminalPort()}) {
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                try (SSLSocket socket = (SSLSocket) pem.trust().getSocketFactory().createSocket("127.0.0.1", port)) {
                    socket.setEnabledProtocols(new String[] {version});
                    socket.startHandshake();
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
            for (int older = 1; older < TLS_1_2; older++) {
                assertTrue(answerToHello(port, older) != HANDSHAKE, "TLS 1." + (older - 1));
            }
            assertEquals(HANDSHAKE, answerToHello(port, TLS_1_2), "the tool itself is good");
            URI plain = URI.create("http://127.0.0.1:" + port + "/health");
            assertThrows(IOException.class, () -> HttpClient.newHttpClient().send(HttpRequest.newBuilder(plain).build(), HttpResponse.BodyHandlers.ofString()), plain.toString());
        }
    }

    /** RFC 5246 section 7.4.1.2, as bytes, for Java's own client offers no such version any more. @return the type of the record that answers, -1 for none */
    private static int answerToHello(int port, int minorVersion) throws IOException {
        HexFormat hex = HexFormat.of();
        String suites = "c02f" + "c02b" + "c014" + "c013" + "c00a" + "c009" + "0035" + "002f"; // with ephemeral keys and without, old and new
        String groups = "000a0006" + "0004001d0017";
        String signatures = "000d000c" + "000a04010403050106010804";
        String extensions = groups + signatures;
        String body = hex.formatHex(new byte[] {3, (byte) minorVersion}) + "5a".repeat(32) + "00" + twoBytes(suites.length() / 2) + suites + "0100" + twoBytes(extensions.length() / 2) + extensions;
        String message = "0100" + twoBytes(body.length() / 2) + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hex.parseHex("160301" + twoBytes(message.length() / 2) + message));
            return socket.getInputStream().read();
        }
    }

    private static String twoBytes(int number) {
        return String.format("%04x", number);
    }

    /** Silent before TLS, a handshake byte by byte, silent after it, and a request byte by byte inside it. */
    @Test
    void a38ClosesWhoIsSlowUnderTlsToo() throws Exception {
        ExecutorService people = Executors.newCachedThreadPool();
        try {
            List<Future<Double>> closed = new ArrayList<>();
            byte[] hello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            byte[] request = "GET /health/live HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII);
            for (int each = 0; each < 20; each++) {
                closed.add(people.submit(() -> secondsUntilClosed(new Socket("127.0.0.1", server.port()), new byte[0])));
                closed.add(people.submit(() -> secondsUntilClosed(new Socket("127.0.0.1", server.port()), hello)));
                closed.add(people.submit(() -> secondsUntilClosed(shaken(), new byte[0])));
                closed.add(people.submit(() -> secondsUntilClosed(shaken(), request)));
            }
            double last = 0;
            for (Future<Double> one : closed) {
                last = Math.max(last, one.get());
            }
            System.out.printf("%d slow connections under TLS: the last closed after %.1f s%n", closed.size(), last);
            assertTrue(last < 20, "ten seconds are promised; the last was closed after " + last);
        } finally {
            people.shutdownNow();
        }
    }

    private static SSLSocket shaken() throws IOException {
        SSLSocket socket = (SSLSocket) pem.trust().getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.startHandshake();
        return socket;
    }

    /** @param drops said one a second */
    private static double secondsUntilClosed(Socket socket, byte[] drops) throws IOException {
        long begin = System.nanoTime();
        try (socket) {
            socket.setSoTimeout(1_000);
            for (int said = 0; said < 60; said++) {
                try {
                    if (said < drops.length) {
                        socket.getOutputStream().write(drops[said]);
                    }
                    if (socket.getInputStream().read() < 0) {
                        break;
                    }
                } catch (SocketTimeoutException e) {
                    continue; // open still
                } catch (SocketException | SSLException e) {
                    break; // closed without a word
                }
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** More ask for it than there are threads; without a bound they would all wait, and nobody else were served. */
    @Test
    void aProviderThatHangsIsSaidAndKeepsNobodyOut() {
        HttpRequest question = HttpRequest.newBuilder(base.resolve("/openid/login")).build();
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> http.sendAsync(question, HttpResponse.BodyHandlers.ofString())).limit(100).toList();

        // from the same address: its share of requests may be in work for a moment, but not for as long as the provider hangs
        Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> send("POST", "/api/auth/login", "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}").statusCode() == 200);

        List<HttpResponse<String>> answers = waiting.stream().map(CompletableFuture::join).toList();
        assertTrue(answers.stream().allMatch(answer -> answer.statusCode() == 503 || answer.statusCode() == 429), answers.toString());
        assertTrue(answers.stream().anyMatch(answer -> answer.body().contains("The identity provider does not answer")), "one has waited for it");
        assertTrue(answers.stream().anyMatch(answer -> answer.body().contains("too many calls wait for identity-provider already")), "others were told at once");
    }

    @Test
    void echoesOverWss() throws IOException {
        try (SocketPeer peer = SocketPeer.framed(base, "/ws/terminal/" + open("/bin/cat"), token)) {
            peer.hello();
            peer.type("over tls\n", 0);
            peer.awaitOutput("over tls\r\nover tls");
        }
    }

    /** Where it may be: in the gateway's own environment and in the files that are made to hold it, none of which a shell of another user can read. */
    @Test
    void a28TellsNoSecretAnywhere() throws Exception {
        Map<String, String> places = new TreeMap<>();
        String session = open("/bin/sh", "-c", "env; tr '\\0' '\\n' < /proc/self/environ; cat /proc/*/cmdline | tr '\\0' ' '; " + (ROOT ? "cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'; " : "") + "echo; echo the-end; cat");
        try (SocketPeer peer = SocketPeer.framed(base, "/ws/terminal/" + session, token)) {
            peer.awaitOutput("the-end\r\n");
            places.put("a shell", peer.output());
        }
        for (String call : new String[] {"GET /api/admin/config", "GET /metrics", "GET /openapi", "GET /health", "GET /api/audit?limit=1000", "GET /api/breakers", "GET /api/projects/home", "GET /house.xhtml",
            "GET /audit.xhtml", "GET /nothing", "POST /api/auth/login", "GET /api/sessions/" + session + "/screen", "PATCH /api/projects/home"}) {
            String[] words = call.split(" ");
            places.put(call, send(words[0], words[1], words[0].equals("GET") ? null : "{\"broken").body());
        }
        long gateway = server.gateway().pid();
        long keeper = server.keeper().orElseThrow().pid();
        places.put("threads", output(Path.of(System.getProperty("java.home"), "bin", "jstack").toString(), Long.toString(gateway)));
        places.put("the keeper's environment", Files.readString(Path.of("/proc/" + keeper + "/environ"), StandardCharsets.ISO_8859_1));
        for (long process : new long[] {gateway, keeper, server.up().pid(), server.postgres().orElseThrow().pid()}) {
            places.put("command line of " + process, Files.readString(Path.of("/proc/" + process + "/cmdline"), StandardCharsets.ISO_8859_1));
        }
        places.put("up", String.join("\n", server.output()));
        places.put("the database", dump());
        files().forEach(file -> places.put(file.toString(), text(file)));
        assertTrue(places.size() > 25 && places.get("the database").contains("session.open") && places.get("GET /api/admin/config").contains("********"), places.keySet().toString());

        List<String> found = new ArrayList<>();
        String database = Files.readString(server.home().resolve("postgres/password")).strip();
        String keepers = Files.readString(server.home().resolve("keeper/secret")).strip();
        for (String secret : new String[] {CANARY, JWT_SECRET, PASSWORD, database, keepers, token.split("\\.")[2]}) {
            places.forEach((place, text) -> {
                if (text.contains(secret)) {
                    found.add(secret + " in " + place);
                }
            });
        }
        assertEquals(List.of(), found);
    }

    /** All that the server ever wrote, but for the two files that are made to hold a secret; the database's own too. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(server.home())) {
            return tree.filter(Files::isRegularFile).filter(file -> !file.endsWith("postgres/password") && !file.endsWith("keeper/secret") && !file.toString().endsWith(".jar")).toList();
        }
    }

    /** A file that went meanwhile holds nothing. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static String dump() throws IOException, SQLException {
        Path postgres = server.home().resolve("postgres");
        StringBuilder rows = new StringBuilder();
        try (Connection database = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + Files.readString(postgres.resolve("port")).strip() + "/longshell", "longshell",
                Files.readString(postgres.resolve("password")).strip()); Statement tables = database.createStatement(); Statement content = database.createStatement();
             ResultSet names = tables.executeQuery("select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
            while (names.next()) {
                try (ResultSet row = content.executeQuery("select t::text from " + names.getString(1) + " t")) {
                    while (row.next()) {
                        rows.append(row.getString(1)).append('\n');
                    }
                }
            }
        }
        return rows.toString();
    }

    private static String open(String... command) {
        HttpResponse<String> opened = send("POST", "/api/projects/home/sessions", "{\"kind\":\"terminal\",\"command\":" + new Gson().toJson(command) + "}");
        assertEquals(201, opened.statusCode(), opened.body());
        return opened.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }
}
