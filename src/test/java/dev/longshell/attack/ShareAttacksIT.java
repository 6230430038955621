package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a share link lets its guests do, how long, and what whoever makes one may lend. */
class ShareAttacksIT {
    /** Answers each line, so that a line that came through is seen. */
    private static final String[] ECHO = {"/bin/sh", "-c", "stty -echo; while read line; do echo got-$line; stty size; done"};
    private static final int FORBIDDEN = 4403;

    private static Person admin;
    private String project;

    @BeforeAll
    static void begin() {
        admin = Person.admin();
    }

    /** One for each test: a project has room for ten sessions. */
    @BeforeEach
    void makeProject() {
        project = admin.newProject();
    }

    /** A link as its maker has it. @param secret what is behind the {@code #} */
    private record Link(String session, String id, String secret) {
    }

    private static Link share(Person maker, String session, String role) {
        JsonObject made = Person.json(maker.insist(201, "POST", "/api/sessions/" + session + "/shares", "{\"name\":\"Eve\",\"role\":\"" + role + "\",\"expiresInMinutes\":60}"));
        String link = made.get("link").getAsString();
        assertTrue(link.startsWith("guest.xhtml#"), link);
        return new Link(session, made.get("id").getAsString(), link.substring(link.indexOf('#') + 1));
    }

    private static SocketPeer come(Link link) throws IOException {
        return SocketPeer.guest(admin.server(), "/ws/terminal/" + link.session, link.secret);
    }

    private static RawHttp.Answer asGuest(String secret, String method, String path) {
        return RawHttp.send(admin.server(), method, path, null, "Authorization: Share " + secret);
    }

    private static void revoke(Person who, Link link) {
        who.insist(204, "DELETE", "/api/sessions/" + link.session + "/shares/" + link.id, null);
    }

    @Test
    void a17ALinkOpensOneSessionAndNothingElse() {
        Link link = share(admin, admin.open(project), "operator");
        JsonObject invitation = Person.json(asGuest(link.secret, "GET", "/api/guest"));
        assertEquals(Set.of("session", "kind", "role", "expiresAt"), invitation.keySet()); // the session has no name
        for (String call : List.of("GET /api/sessions", "GET /api/sessions/" + link.session, "GET /api/sessions/" + link.session + "/screen", "DELETE /api/sessions/" + link.session,
                "GET /api/sessions/" + link.session + "/shares", "POST /api/sessions/" + link.session + "/shares", "GET /api/me", "GET /api/projects",
                "GET /ws/terminal/" + admin.open(project), "GET /ws/claude/" + link.session)) {
            String[] words = call.split(" ");
            assertEquals(401, asGuest(link.secret, words[0], words[1]).status(), call);
        }
        assertEquals(303, asGuest(link.secret, "GET", "/project.xhtml?slug=" + project).status());
        assertEquals(401, RawHttp.send(admin.server(), "GET", "/api/me", null, "Authorization: Bearer " + link.secret).status());
    }

    @Test
    void a17WhoMayNotTypeMakesSeesAndRevokesNoLinkAndAStrangerNotEvenKnows() {
        Link link = share(admin, admin.open(project), "observer");
        String shares = "/api/sessions/" + link.session + "/shares";
        Person viewer = admin.newMember(project, "viewer");
        Person stranger = admin.newcomer();
        for (String call : List.of("GET " + shares, "POST " + shares, "DELETE " + shares + "/" + link.id)) {
            String[] words = call.split(" ");
            String body = words[0].equals("POST") ? "{\"role\":\"observer\"}" : null;
            assertEquals(403, viewer.call(words[0], words[1], body).status(), call);
            RawHttp.Answer foreign = stranger.call(words[0], words[1], body);
            assertEquals(404, foreign.status(), call);
            assertEquals(stranger.call(words[0], words[1].replace(link.session, "session_1_unknown"), body).body(), foreign.body(), call);
        }
        assertEquals(200, asGuest(link.secret, "GET", "/api/guest").status(), "nobody has revoked it");
        assertEquals("refused", Trail.awaitOf(viewer.username()).get(0).getAsJsonObject().get("outcome").getAsString());
    }

    @Test
    void a17UnknownRevokedAndExpiredLinksAnswerAlike() throws IOException, SQLException {
        String session = admin.open(project);
        Link revoked = share(admin, session, "observer");
        revoke(admin, revoked);
        Link expired = share(admin, session, "observer");
        expireIn(expired, Duration.ofMinutes(-1));
        Link unknown = new Link(session, "", "lss_" + "A".repeat(43));
        for (String path : List.of("/api/guest", "/ws/terminal/" + session)) {
            Set<String> answers = new HashSet<>();
            for (Link link : List.of(revoked, expired, unknown)) {
                RawHttp.Answer answer = asGuest(link.secret, "GET", path);
                answers.add(answer.head().stream().filter(line -> !line.regionMatches(true, 0, "date:", 0, 5)).toList() + answer.body());
                assertEquals(401, answer.status());
            }
            assertEquals(1, answers.size(), answers.toString());
        }
    }

    @Test
    void a18SecretsHaveNoPatternAndIdsOpenNothing() {
        Link link = share(admin, admin.open(project), "observer");
        Link other = share(admin, link.session, "observer");
        assertTrue(link.secret.matches("lss_[A-Za-z0-9_-]{43}"), link.secret); // 256 bits
        int same = 0;
        for (int place = 4; place < link.secret.length(); place++) {
            same += link.secret.charAt(place) == other.secret.charAt(place) ? 1 : 0;
        }
        assertTrue(same < 10, "of 43 random characters " + same + " are the same"); // 1 in 64 are expected; ten come once in 10^9 runs
        assertEquals(401, asGuest(link.id, "GET", "/api/guest").status());
    }

    @Test
    void a19NothingOfAnObservingGuestReachesTheTerminal() throws IOException {
        String session = admin.open(project, ECHO);
        try (SocketPeer watching = come(share(admin, session, "observer")); SocketPeer typing = admin.attach(session)) {
            assertTrue(watching.hello().contains("\"observer\""));
            assertTrue(typing.hello().contains("\"driver\""));
            watching.type("canary\n", 0);
            watching.send(Frame.bytes(ByteBuffer.allocate(5).put(Tag.RESIZE).putShort((short) 33).putShort((short) 11).flip()));
            watching.send(Tag.TAKE);
            watching.send(Frame.bytes(Frame.number(Tag.PING, 5)));
            assertEquals(5, watching.awaitTag(Tag.PONG).getLong(1)); // all before it has been judged
            typing.type("honest\n", 0);
            typing.awaitOutput("24 80\r\n");
            assertTrue(typing.output().contains("got-honest"), typing.output());
            assertFalse(typing.output().contains("canary"), typing.output());
        }
    }

    /** That the guest's first line comes through shows that it is the revocation that keeps the second one out. */
    @Test
    void a19RevokingClosesTheGuestsWithinASecondAndNoKeystrokePassesAfter() throws IOException {
        String session = admin.open(project, ECHO);
        Link link = share(admin, session, "operator");
        try (SocketPeer guest = come(link); SocketPeer other = admin.attach(session)) {
            guest.type("before\n", 0);
            guest.awaitOutput("got-before");
            assertEquals(1, listed(session).get(0).getAsJsonObject().get("here").getAsInt());
            long began = System.nanoTime();
            revoke(admin, link);
            typeIfStillThere(guest, "canary\n");
            assertEquals(FORBIDDEN, guest.awaitClose());
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            assertTrue(millis < 1_000, "closed after " + millis + " ms");
            other.type("after\n", 0);
            other.awaitOutput("got-after");
            assertFalse(other.output().contains("canary"), other.output());
        }
        assertEquals(0, listed(session).size());
        assertEquals(401, asGuest(link.secret, "GET", "/ws/terminal/" + session).status());
    }

    /** A connection that is gone already lets nothing through either. */
    private static void typeIfStillThere(SocketPeer guest, String text) {
        try {
            guest.type(text, guest.typed());
        } catch (IOException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }

    private static JsonArray listed(String session) {
        return JsonParser.parseString(admin.insist(200, "GET", "/api/sessions/" + session + "/shares", null).body()).getAsJsonArray();
    }

    @Test
    void a19ALinkThatExpiresSendsItsGuestsOff() throws IOException, SQLException {
        Link link = share(admin, admin.open(project, ECHO), "operator");
        expireIn(link, Duration.ofSeconds(3));
        try (SocketPeer guest = come(link)) {
            guest.type("before\n", 0);
            guest.awaitOutput("got-before");
            assertEquals(FORBIDDEN, guest.awaitClose());
        }
        assertEquals(401, asGuest(link.secret, "GET", "/api/guest").status());
    }

    /** As time would: nothing else of the row is touched. */
    private static void expireIn(Link link, Duration time) throws IOException, SQLException {
        try (Connection database = SharedDatabase.open(); PreparedStatement update = database.prepareStatement("update shares set expires_at = now() + ? * interval '1 millisecond' where id = ?")) {
            update.setLong(1, time.toMillis());
            update.setObject(2, UUID.fromString(link.id));
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    void a19AMakerWhoMayNotTypeAnyMoreTakesTheLinkAlong() throws IOException {
        Person maker = admin.newMember(project, "operator");
        Link link = share(maker, admin.open(project, ECHO), "observer");
        try (SocketPeer guest = come(link)) {
            guest.hello();
            admin.insist(200, "PUT", "/api/projects/" + project + "/members/" + maker.username(), "{\"role\":\"viewer\"}");
            assertEquals(FORBIDDEN, guest.awaitClose());
        }
        assertEquals(401, asGuest(link.secret, "GET", "/api/guest").status());
        admin.insist(200, "PUT", "/api/projects/" + project + "/members/" + maker.username(), "{\"role\":\"operator\"}");
        assertEquals(200, asGuest(link.secret, "GET", "/api/guest").status(), "it was the maker's role");
        admin.insist(200, "PATCH", "/api/users/" + maker.username(), "{\"disabled\":true}");
        assertEquals(401, asGuest(link.secret, "GET", "/api/guest").status());
    }

    /** A guest whose page shows the token of somebody's login does not become that person. */
    @Test
    void aGuestCannotRenewItselfWithALogin() throws IOException {
        Link link = share(admin, admin.open(project), "observer");
        try (SocketPeer guest = come(link)) {
            guest.hello();
            byte[] token = admin.token().getBytes(StandardCharsets.US_ASCII);
            guest.send(ByteBuffer.allocate(1 + token.length).put(Tag.AUTH).put(token).array());
            assertEquals(4401, guest.awaitClose());
        }
    }

    @Test
    void refusesWhatCannotBeALink() {
        String shares = "/api/sessions/" + admin.open(project) + "/shares";
        for (String body : List.of("{\"role\":\"driver\"}", "{\"role\":\"manager\"}", "{\"expiresInMinutes\":0}", "{\"expiresInMinutes\":43201}", "{\"name\":\"a\\nb\"}",
                "{\"name\":\"\\u202eb\"}", "{\"name\":\"" + "x".repeat(61) + "\"}")) {
            assertEquals(400, admin.call("POST", shares, body).status(), body);
        }
        assertEquals(404, admin.call("DELETE", shares + "/" + UUID.randomUUID(), null).status());
        assertEquals(404, admin.call("DELETE", shares + "/no-id", null).status());
    }

    @Test
    void theAuditTellsOfALinkAndNeitherItNorAnyLogHasItsSecret() throws IOException {
        Person maker = admin.newMember(project, "operator");
        Link link = share(maker, admin.open(project, ECHO), "observer");
        try (SocketPeer guest = come(link)) {
            guest.hello();
        }
        asGuest(link.secret, "GET", "/guest.xhtml");
        revoke(maker, link);
        asGuest(link.secret, "GET", "/ws/terminal/" + link.session);
        Trail.refusalOf("GET /ws/terminal/" + link.session);
        String rows = admin.insist(200, "GET", "/api/audit?about=" + link.session, null).body();
        List<String> actions = StreamSupport.stream(JsonParser.parseString(rows).getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject)
                .map(row -> row.get("who").getAsString() + " " + row.get("action").getAsString()).collect(Collectors.toList());
        assertEquals(List.of(maker.username() + " share.revoke", "Eve (guest) share.use", maker.username() + " share.create", "admin session.open"), actions);
        String all = admin.insist(200, "GET", "/api/audit?limit=1000", null).body();
        assertFalse(all.contains(link.secret.substring(4)), "the audit");
        assertFalse(Files.readString(RunningLongshell.shared().log()).contains(link.secret.substring(4)), "the gateway's log");
    }
}
