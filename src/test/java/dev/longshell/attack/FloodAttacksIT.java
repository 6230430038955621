package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.gateway.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Much of what anybody may do, at once: it is to cost nobody else anything. */
class FloodAttacksIT {
    private static final int AT_ONCE = 100;
    /** WS_MAX_CONNECTIONS_PER_USER and _PER_LINK by default. */
    private static final int SOCKETS_OF_USER = 50;
    private static final int SOCKETS_OF_LINK = 20;
    /** access.RequestShares. */
    private static final int REQUESTS_OF_USER = 16;
    private static final int LIMIT = 4429;
    private static final String LOGIN = "/api/auth/login";
    private static Person admin;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
    }

    private static InetAddress address(int last) {
        return new InetSocketAddress("127.0.2." + last, 0).getAddress();
    }

    private static String credentials(String name, String password) {
        return "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    }

    @Test
    void aHundredWrongLoginsAtOnceAreAnsweredAtOnceAndKeepNobodyOut() throws Exception {
        Person victim = admin.newcomer();
        ExecutorService attackers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<RawHttp.Answer>> answers = new ArrayList<>();
            for (int number = 0; number < AT_ONCE; number++) {
                InetAddress from = address(1 + number % 2);
                String wrong = credentials("nobody" + number, "wrong");
                answers.add(CompletableFuture.supplyAsync(() -> RawHttp.sendFrom(from, admin.server(), "POST", LOGIN, wrong), attackers));
            }
            int right = RawHttp.sendFrom(address(3), admin.server(), "POST", LOGIN, credentials(victim.username(), Person.PASSWORD)).status();
            assertEquals(200, admin.call("GET", "/api/me", null).status());
            assertEquals(200, RawHttp.send(admin.server(), "GET", "/health/live", null).status());

            List<RawHttp.Answer> refused = answers.stream().map(CompletableFuture::join).filter(answer -> answer.status() == 429).toList();

            assertEquals(200, right, "whoever comes from elsewhere has a turn");
            assertTrue(refused.size() > AT_ONCE / 2, () -> refused.size() + " were refused");
            assertTrue(refused.stream().allMatch(answer -> answer.header("Retry-After").isPresent()), refused::toString);
            assertTrue(answers.stream().map(CompletableFuture::join).allMatch(answer -> answer.status() == 429 || answer.status() == 401), answers::toString);
        } finally {
            attackers.shutdownNow();
        }
    }

    /** From 20 addresses, once each: none of them has failed too often. */
    @Test
    void aNameThatIsGuessedAtFromManyAddressesIsSlowedDownButForItsOwner() {
        Person victim = admin.newcomer();
        String right = credentials(victim.username(), Person.PASSWORD);
        RawHttp.Answer login = RawHttp.sendFrom(address(10), admin.server(), "POST", LOGIN, right);
        String known = login.headers("Set-Cookie").stream().filter(cookie -> cookie.startsWith("longshell-known=")).findFirst().orElseThrow().split(";")[0];
        String unknown = "nobody" + System.nanoTime();
        for (int guess = 0; guess < 20; guess++) {
            assertEquals(401, RawHttp.sendFrom(address(20 + guess), admin.server(), "POST", LOGIN, credentials(victim.username(), "wrong")).status());
            assertEquals(401, RawHttp.sendFrom(address(20 + guess), admin.server(), "POST", LOGIN, credentials(unknown, "wrong")).status());
        }

        assertEquals(429, RawHttp.sendFrom(address(50), admin.server(), "POST", LOGIN, right).status(), "a new place waits, also with the right one");
        assertEquals(429, RawHttp.sendFrom(address(50), admin.server(), "POST", LOGIN, credentials(unknown, "wrong")).status(), "a name that nobody has tells nothing");
        assertEquals(200, RawHttp.sendFrom(address(10), admin.server(), "POST", LOGIN, right).status(), "the address of a login");
        assertEquals(200, RawHttp.sendFrom(address(51), admin.server(), "POST", LOGIN, right, "Cookie: " + known, "Origin: http://" + admin.server().getAuthority()).status(),
                "the browser of a login");
    }

    /** The story: a viewer who opened 100 sockets closed the admin out. */
    @Test
    void aViewerWithAllTheirSocketsLeavesRoomForAdminsAndTheirOwnComeBack() throws IOException {
        String project = admin.newProject();
        String session = admin.open(project);
        Person viewer = admin.newMember(project, "viewer");
        List<SocketPeer> open = new ArrayList<>();
        try {
            for (int number = 0; number < SOCKETS_OF_USER; number++) {
                open.add(viewer.attach(session));
                assertTrue(open.get(number).hello().contains("hello"), "number " + number);
            }
            try (SocketPeer beyond = viewer.attach(session)) {
                assertEquals(LIMIT, beyond.awaitClose());
                assertTrue(beyond.closeReason().matches("\\d+"), beyond.closeReason());
            }
            assertEquals("connection_limit", Trail.await("session.attach", session, "refused", "connection_limit", viewer.username()).get("detail").getAsString());
            try (SocketPeer ours = admin.attach(session)) {
                assertTrue(ours.hello().contains("hello"));
            }
        } finally {
            close(open);
        }
        Awaitility.await().until(() -> attaches(viewer, session));
    }

    private static boolean attaches(Person who, String session) throws IOException {
        try (SocketPeer peer = who.attach(session)) {
            return peer.hello().contains("hello");
        }
    }

    @Test
    void aLinkHasItsShare() throws IOException {
        String session = admin.open(admin.newProject());
        String link = Person.json(admin.insist(201, "POST", "/api/sessions/" + session + "/shares", "{\"role\":\"observer\"}")).get("link").getAsString();
        String secret = link.substring(link.indexOf('#') + 1);
        List<SocketPeer> open = new ArrayList<>();
        try {
            for (int number = 0; number < SOCKETS_OF_LINK; number++) {
                open.add(SocketPeer.guest(admin.server(), "/ws/terminal/" + session, secret));
                assertTrue(open.get(number).hello().contains("hello"), "number " + number);
            }
            try (SocketPeer beyond = SocketPeer.guest(admin.server(), "/ws/terminal/" + session, secret)) {
                assertEquals(LIMIT, beyond.awaitClose());
            }
        } finally {
            close(open);
        }
    }

    /** Their bodies are never there: each holds a thread. */
    @Test
    void aUsersSlowRequestsLeaveOthersTheirs() throws IOException {
        Person slow = admin.newcomer();
        slow.insist(200, "GET", "/api/me", null);
        List<Socket> open = new ArrayList<>();
        try {
            for (int number = 0; number < REQUESTS_OF_USER; number++) {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress(address(60 + number % 4), 0));
                socket.connect(new InetSocketAddress(admin.server().getHost(), admin.server().getPort()));
                socket.getOutputStream().write(("PUT /api/me HTTP/1.1\r\nHost: " + admin.server().getAuthority() + "\r\nAuthorization: Bearer " + slow.token()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
                open.add(socket);
            }
            Awaitility.await().until(() -> slow.call("GET", "/api/me", null).status() == 429);
            RawHttp.Answer refused = slow.call("GET", "/api/me", null);
            assertTrue(refused.body().contains("rate_limit") && refused.body().contains("You have"), refused::toString);
            assertTrue(refused.header("Retry-After").isPresent(), refused::toString);
            assertEquals(200, admin.call("GET", "/api/me", null).status());
            assertEquals(200, admin.newcomer().call("GET", "/api/me", null).status());
            assertEquals(200, RawHttp.send(admin.server(), "GET", "/health/live", null, "Authorization: Bearer " + slow.token()).status());
        } finally {
            for (Socket socket : open) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    private static void close(List<SocketPeer> open) throws IOException {
        for (SocketPeer peer : open) {
            peer.close();
        }
    }
}
