package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.longshell.cli.RunningLongshell;
import dev.longshell.gateway.SocketPeer;
import dev.longshell.wire.Frame;
import dev.longshell.wire.Tag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that were forged, stolen, kept too long or taken away; and passwords that are guessed. */
class TokenAttacksIT {
    private static Person admin;
    private static String key;

    @BeforeAll
    static void begin() throws IOException {
        admin = Person.admin();
        key = Files.readString(RunningLongshell.shared().home().resolve("jwt-secret")).strip();
    }

    @Test
    void a8RefusesEveryAlgorithmKeyAndHeaderButItsOwnAndAsksNobody() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        attacker.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        attacker.start();
        try {
            String url = "http://127.0.0.1:" + attacker.getAddress().getPort() + "/jwks.json";
            String payload = admin.token().split("\\.")[1];
            for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
                assertRefused(base64("{\"alg\":\"" + none + "\"}") + "." + payload + ".");
                assertRefused(base64("{\"alg\":\"" + none + "\"}") + "." + payload + "." + admin.token().split("\\.")[2]);
            }
            assertRefused(signed("another-key-of-at-least-thirty-two-bytes", new JWSHeader(JWSAlgorithm.HS256), claims().build()));
            String path = "/api/me/" + System.nanoTime();
            assertEquals(401, RawHttp.send(admin.server(), "GET", path, null, "Authorization: Bearer " + base64("{\"alg\":\"none\"}") + "." + payload + ".").status());
            assertEquals("unauthenticated", Trail.refusalOf("GET " + path).get("detail").getAsString());
            for (String header : new String[] {"\"jku\":\"" + url + "\"", "\"x5u\":\"" + url + "\"", "\"kid\":\"../../../../dev/null\"",
                "\"jwk\":{\"kty\":\"oct\",\"k\":\"" + base64("another-key-of-at-least-thirty-two-bytes") + "\"}"}) {
                String head = base64("{\"alg\":\"HS256\"," + header + "}");
                assertRefused(head + "." + payload + "." + signature("another-key-of-at-least-thirty-two-bytes", head + "." + payload));
            }
            for (String header : new String[] {"{}", "{\"alg\":null}", "{\"alg\":\"dir\"}", "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", "{\"alg\":7}", "[]", "null"}) {
                assertRefused(base64(header) + "." + payload + "." + payload);
                assertRefused(base64(header) + "." + payload + "." + payload + "." + payload + "." + payload);
            }
            assertRefused(signed(key.repeat(2), new JWSHeader(JWSAlgorithm.HS512), claims().build()));
            assertEquals(0, asked.get(), "a token made the server ask its author");
            assertEquals(200, me(signed(key, new JWSHeader(JWSAlgorithm.HS256), claims().build())), "the forger's tool itself is good");
        } finally {
            attacker.stop(0);
        }
    }

    @Test
    void a10RefusesATokenOfAnotherTimeAudienceIssuerOrPurpose() throws Exception {
        Date now = new Date();
        assertRefused(forged(claims().expirationTime(new Date(now.getTime() - 61_000))));
        assertRefused(forged(claims().notBeforeTime(new Date(now.getTime() + 120_000))));
        assertRefused(forged(claims().audience("somebody-else")));
        assertRefused(forged(claims().issuer("somebody-else")));
        assertRefused(forged(claims().expirationTime(null)));
        assertRefused(forged(claims().claim("sid", null)));
        assertRefused(forged(claims().claim("sid", "00000000-0000-0000-0000-000000000000")));
        assertRefused("lst_" + "A".repeat(43));
        assertRefused("");
        assertEquals(200, me(forged(claims())));
    }

    @Test
    void a11TakesNoTokenFromAnAddressAndLeavesNoneInTheLog() throws IOException {
        for (String name : new String[] {"token", "access_token"}) {
            assertEquals(401, RawHttp.send(admin.server(), "GET", "/api/me?" + name + "=" + admin.token(), null).status());
            assertRefusedInTheAudit("/api/me/" + System.nanoTime() + "?" + name + "=" + admin.token());
            assertRefusedInTheAudit("/ws/terminal/session_" + System.nanoTime() + "_0?" + name + "=" + admin.token());
        }
        admin.call("GET", "/api/sessions/%00" + admin.token(), null);
        String log = Files.readString(RunningLongshell.shared().home().resolve("log/gateway-" + RunningLongshell.shared().port() + ".log"));
        assertFalse(log.contains(admin.token().split("\\.")[2]), "a token is in the log");
    }

    @Test
    void a12ClosesTheSocketsOfALoginThatIsLoggedOutBeforeTheAnswerAndTakesNoKeyMore() throws IOException {
        String project = admin.newProject();
        Person operator = admin.newMember(project, "operator");
        String session = admin.open(project);
        try (SocketPeer streaming = operator.attach(session); SocketPeer witness = admin.attach(session)) {
            streaming.hello();
            streaming.type("honest", 0);
            witness.hello();
            witness.awaitOutput("honest");

            assertEquals(204, operator.call("POST", "/api/auth/logout", null).status());

            assertEquals(4401, streaming.awaitClose());
            typeInVain(streaming, "canary");
            witness.type("end\n", 0);
            witness.awaitOutput("honestend");
            assertFalse(witness.output().contains("canary"), witness.output());
        }
        assertEquals(401, operator.call("GET", "/api/me", null).status());
        Trail.await("logout", null, "done", "", operator.username());
        Trail.await("session.attach", session, "refused", "unauthenticated", operator.username());
    }

    /** The connection may be gone by then, which is as good. */
    private static void typeInVain(SocketPeer peer, String text) {
        try {
            peer.type(text, peer.typed());
        } catch (IOException e) {
            assertTrue(e.getMessage() != null, "the socket refused what was typed");
        }
    }

    @Test
    void a13APasswordChangeEndsEveryOldLoginAndToken() throws IOException {
        String project = admin.newProject();
        Person operator = admin.newMember(project, "operator");
        Person elsewhere = Person.logIn(admin.server(), operator.username(), Person.PASSWORD);
        String token = Person.json(operator.insist(201, "POST", "/api/me/tokens",
                "{\"name\":\"ci\",\"expiresInDays\":1,\"scope\":\"operate\"}")).get("token").getAsString();
        Person program = new Person(admin.server(), operator.username(), token);
        String session = program.open(project);
        try (SocketPeer first = elsewhere.attach(session); SocketPeer second = program.attach(session)) {
            first.hello();
            second.hello();
            RawHttp.Answer changed = operator.insist(200, "POST", "/api/me/password", "{\"current\":\"" + Person.PASSWORD + "\",\"password\":\"another good password\"}");
            assertEquals(4401, first.awaitClose());
            assertEquals(4401, second.awaitClose());
            assertEquals(200, me(Person.json(changed).get("token").getAsString()));
        }
        assertEquals(401, me(operator.token()));
        assertEquals(401, me(elsewhere.token()));
        assertEquals(401, me(token));
        assertEquals(401, RawHttp.send(admin.server(), "POST", "/api/auth/login",
                "{\"username\":\"" + operator.username() + "\",\"password\":\"" + Person.PASSWORD + "\"}").status());
        Trail.await("user.password", operator.username(), "done", "", operator.username());
        Trail.await("session.attach", session, "refused", "unauthenticated", operator.username());
    }

    /** The row is changed behind the server's back, as no test waits for twelve hours: what counts is what it says when the socket opens. */
    @Test
    void a14ClosesASocketWhoseTokenExpiresWithoutARefresh() throws Exception {
        String project = admin.newProject();
        Person operator = admin.newMember(project, "operator");
        String session = admin.open(project);
        try (Connection database = SharedDatabase.open(); PreparedStatement shorten = database.prepareStatement("update credentials set expires_at = now() + interval '3 seconds' where id = cast(? as uuid)")) {
            shorten.setString(1, SignedJWT.parse(operator.token()).getJWTClaimsSet().getStringClaim("sid"));
            assertEquals(1, shorten.executeUpdate());
        }
        try (SocketPeer expiring = operator.attach(session); SocketPeer witness = admin.attach(session)) {
            expiring.hello();
            witness.hello();
            assertEquals(4401, assertTimeoutPreemptively(Duration.ofSeconds(30), expiring::awaitClose));
            typeInVain(expiring, "canary");
            witness.type("end\n", 0);
            witness.awaitOutput("end");
            assertFalse(witness.output().contains("canary"), witness.output());
        }
        assertEquals(401, me(operator.token()));
        Trail.await("session.attach", session, "refused", "unauthenticated", operator.username());
    }

    @Test
    void a13DisablingAUserTakingARoleOrAMembershipClosesTheSockets() throws IOException {
        String project = admin.newProject();
        String session = admin.open(project);
        Person disabled = admin.newMember(project, "operator");
        Person demoted = admin.newMember(project, "operator");
        Person removed = admin.newMember(project, "viewer");
        try (SocketPeer first = disabled.attach(session); SocketPeer second = demoted.attach(session); SocketPeer third = removed.attach(session)) {
            first.hello();
            second.hello();
            third.hello();
            admin.insist(200, "PATCH", "/api/users/" + disabled.username(), "{\"disabled\":true}");
            admin.insist(200, "PUT", "/api/projects/" + project + "/members/" + demoted.username(), "{\"role\":\"viewer\"}");
            admin.insist(204, "DELETE", "/api/projects/" + project + "/members/" + removed.username(), null);
            assertEquals(4401, first.awaitClose());
            assertEquals(4403, second.awaitClose());
            assertEquals(4403, third.awaitClose());
        }
        assertEquals(401, me(disabled.token()));
        assertEquals(404, removed.call("GET", "/api/sessions/" + session, null).status());
        admin.insist(200, "PATCH", "/api/users/" + disabled.username(), "{\"disabled\":false}");
        assertEquals(401, me(disabled.token()), "enabled again, somebody logs in anew");
        Trail.await("user.change", disabled.username(), "done", "disabled: true", "admin");
        Trail.await("member.change", project, "done", demoted.username(), "admin");
        Trail.await("member.remove", project, "done", removed.username(), "admin");
        Trail.await("session.attach", session, "refused", "unauthenticated", disabled.username());
        Trail.await("session.attach", session, "refused", "forbidden", demoted.username());
    }

    @Test
    void aPersonalTokenIsShownOnceAndCannotMakeOthersOrChangeThePassword() {
        Person owner = admin.newcomer();
        RawHttp.Answer made = owner.insist(201, "POST", "/api/me/tokens", "{\"name\":\"deploy\",\"expiresInDays\":30}");
        String token = Person.json(made).get("token").getAsString();
        String id = Person.json(made).get("id").getAsString();
        Person program = new Person(admin.server(), owner.username(), token);

        assertTrue(token.matches("lst_[A-Za-z0-9_-]{43}"), "256 random bits");
        assertEquals(200, program.call("GET", "/api/me", null).status());
        String listed = owner.call("GET", "/api/me/tokens", null).body();
        assertTrue(listed.contains("deploy") && listed.contains("lastUsedAt") && !listed.contains(token.substring(4)), listed);
        assertEquals(403, program.call("POST", "/api/me/tokens", "{\"name\":\"more\",\"expiresInDays\":30}").status());
        assertEquals(403, program.call("POST", "/api/me/password", "{\"current\":\"" + Person.PASSWORD + "\",\"password\":\"12345678\"}").status());
        assertEquals(403, program.call("POST", "/api/auth/refresh", null).status());
        assertEquals(404, admin.call("DELETE", "/api/me/tokens/" + id, null).status());
        assertEquals(204, owner.call("DELETE", "/api/me/tokens/" + id, null).status());
        assertEquals(401, program.call("GET", "/api/me", null).status());
    }

    /** An admin's token once made an admin, and gave somebody another password: what it made outlived it. */
    @Test
    void aPersonalTokenOfAnAdminMakesNobodyWhoOutlivesIt() {
        Person somebody = admin.newcomer();
        String name = "made" + System.nanoTime();
        Person boss = newAdmin();
        for (String scope : new String[] {"read", "operate", "administer"}) {
            Person program = boss.newToken(scope);
            assertTakesALogin(program.call("POST", "/api/users", "{\"username\":\"" + name + "\",\"password\":\""
                    + Person.PASSWORD + "\",\"admin\":true}"));
            assertTakesALogin(program.call("POST", "/api/users/" + somebody.username() + "/password",
                    "{\"password\":\"" + Person.PASSWORD + "\"}"));
            assertTakesALogin(program.call("PATCH", "/api/users/" + somebody.username(), "{\"admin\":true}"));
        }
        String users = admin.insist(200, "GET", "/api/users", null).body();
        assertFalse(users.contains(name), users);
        assertEquals(200, me(somebody.token()), "the login of somebody whose password stays");
        Trail.await("request", "POST /api/users", "refused", "forbidden", boss.username());
    }

    @Test
    void aLinkIsNotMadeWithAPersonalToken() {
        String project = admin.newProject();
        Person operator = admin.newMember(project, "operator");
        Person program = operator.newToken("administer");
        String shares = "/api/sessions/" + admin.open(project) + "/shares";
        assertTakesALogin(program.call("POST", shares, "{}"));
        String made = Person.json(operator.insist(201, "POST", shares, "{}")).get("id").getAsString();
        program.insist(204, "DELETE", shares + "/" + made, null);
    }

    private static void assertTakesALogin(RawHttp.Answer answer) {
        assertEquals(403, answer.status(), answer.toString());
        assertTrue(answer.body().contains("takes a login"), answer.body());
    }

    private static Person newAdmin() {
        Person boss = admin.newcomer();
        admin.insist(200, "PATCH", "/api/users/" + boss.username(), "{\"admin\":true}");
        return boss;
    }

    @Test
    void aPersonalTokenMayReadUnlessItsScopeSaysMore() throws IOException {
        String project = admin.newProject();
        Person manager = admin.newMember(project, "manager");
        String session = admin.open(project);
        RawHttp.Answer made = manager.insist(201, "POST", "/api/me/tokens", "{\"name\":\"usual\",\"expiresInDays\":1}");
        assertEquals("read", Person.json(made).get("scope").getAsString());
        Person reader = new Person(admin.server(), manager.username(), Person.json(made).get("token").getAsString());
        assertEquals("read", Person.json(reader.insist(200, "GET", "/api/me", null)).get("scope").getAsString());
        assertFalse(manager.insist(200, "GET", "/api/me", null).body().contains("scope"), "a login has none");
        assertTrue(manager.insist(200, "GET", "/api/me/tokens", null).body().contains("\"scope\":\"read\""));
        assertEquals("This token may only read; it needs the scope operate.", detail(reader.insist(403, "POST",
                "/api/sessions/" + session + "/signal", "{\"signal\":\"CONT\"}")));
        assertEquals("This token may only read and operate; it needs the scope administer.",
                detail(manager.newToken("operate").insist(403, "PATCH", "/api/projects/" + project,
                        "{\"name\":\"x\"}")));
        assertEquals("This token may only read; it needs the scope administer.", detail(reader.insist(403, "DELETE",
                "/api/projects/" + project + "/members/" + manager.username(), null)));
        for (String wrong : new String[] {"\"root\"", "\"\"", "\"READ\""}) {
            assertEquals(400, manager.call("POST", "/api/me/tokens", "{\"name\":\"x\",\"expiresInDays\":1,\"scope\":"
                    + wrong + "}").status(), wrong);
        }
    }

    private static String detail(RawHttp.Answer answer) {
        return Person.json(answer).get("detail").getAsString();
    }

    /** A socket has the role that it came with, and is closed when another token shows that it has another by now. */
    @Test
    void aTokenThatReadsWatchesAndClosesASocketThatTypes() throws IOException {
        String project = admin.newProject();
        Person operator = admin.newMember(project, "operator");
        String session = admin.open(project);
        Person reader = operator.newToken("read");
        Person program = operator.newToken("operate");
        try (SocketPeer watching = reader.attach(session); SocketPeer typing = program.attach(session);
             SocketPeer refreshed = program.attach(session)) {
            assertTrue(watching.hello().contains("\"observer\""));
            assertTrue(typing.hello().contains("\"driver\""));
            assertTrue(refreshed.hello().contains("\"operator\""));
            refreshed.send(auth(operator));
            typing.send(auth(reader));
            assertEquals(4403, typing.awaitClose());
            watching.send(auth(program));
            assertEquals(4403, watching.awaitClose());
            refreshed.send(Frame.bytes(Frame.number(Tag.PING, 5)));
            assertEquals(5, refreshed.awaitTag(Tag.PONG).getLong(1));
        }
    }

    private static byte[] auth(Person person) {
        byte[] token = person.token().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + token.length).put(Tag.AUTH).put(token).array();
    }

    @Test
    void a15SetsACookieThatNoScriptReadsAndNoOtherSiteSendsAndANewOneAtEachLogin() {
        Person somebody = admin.newcomer();
        String credentials = "{\"username\":\"" + somebody.username() + "\",\"password\":\"" + Person.PASSWORD + "\"}";
        String fixed = "longshell=attackers-choice; JSESSIONID=attackers-choice";
        String first = RawHttp.send(admin.server(), "POST", "/api/auth/login", credentials, "Cookie: " + fixed, origin()).header("Set-Cookie").orElseThrow();
        String second = RawHttp.send(admin.server(), "POST", "/api/auth/login", credentials).header("Set-Cookie").orElseThrow();
        assertNotEquals(first.split(";")[0], second.split(";")[0]);
        for (String attribute : new String[] {"HttpOnly", "SameSite=Strict", "Path=/"}) {
            assertTrue(first.contains(attribute), first);
        }
        assertFalse(first.contains("attackers-choice"), first);
    }

    private static String origin() {
        return "Origin: http://" + admin.server().getAuthority();
    }

    @Test
    void a16AnswersTheSixthGuessOfAMinuteWith429AndHurtsNobodyElse() throws IOException {
        Person victim = admin.newcomer();
        URI server = admin.server();
        InetAddress attacker = InetAddress.getByName("127.0.0.66");
        String wrong = "{\"username\":\"" + victim.username() + "\",\"password\":\"wrong\"}";
        String right = "{\"username\":\"" + victim.username() + "\",\"password\":\"" + Person.PASSWORD + "\"}";
        for (int guess = 1; guess <= 5; guess++) {
            assertEquals(401, RawHttp.sendFrom(attacker, server, "POST", "/api/auth/login", wrong, "X-Forwarded-For: 203.0.113." + guess).status(), "guess " + guess);
        }
        RawHttp.Answer sixth = RawHttp.sendFrom(attacker, server, "POST", "/api/auth/login", wrong, "X-Forwarded-For: 203.0.113.6");
        assertEquals(429, sixth.status());
        assertTrue(Integer.parseInt(sixth.header("Retry-After").orElseThrow()) <= 60);
        assertEquals(429, RawHttp.sendFrom(attacker, server, "POST", "/api/auth/login", right).status(), "the right one as well");
        assertEquals(200, RawHttp.sendFrom(InetAddress.getByName("127.0.0.67"), server, "POST", "/api/auth/login", right).status());
        assertEquals("127.0.0.66", Trail.await("login", null, "refused", "rate_limit", victim.username()).get("address").getAsString());
    }

    /** Fault 31. The story: attempts that the database had counted before its clock was set back by an hour kept everybody out for that hour. */
    @Test
    void attemptsOfBeforeTheClockWasSetBackKeepNobodyOut() throws Exception {
        Person victim = admin.newcomer();
        InetAddress address = InetAddress.getByName("127.0.0.68");
        String right = "{\"username\":\"" + victim.username() + "\",\"password\":\"" + Person.PASSWORD + "\"}";
        assertEquals(401, RawHttp.sendFrom(address, admin.server(), "POST", "/api/auth/login", right.replace(Person.PASSWORD, "wrong")).status());
        try (Connection database = SharedDatabase.open();
             PreparedStatement ahead = database.prepareStatement("update login_attempts set times = array_fill(now() + interval '1 hour', array[5]) where key = any (select key from login_attempts order by last_at desc limit 3)")) {
            assertEquals(3, ahead.executeUpdate(), "the name's from there, the address's and the name's");
        }

        assertEquals(200, RawHttp.sendFrom(address, admin.server(), "POST", "/api/auth/login", right).status());
    }

    /** By the status, and in the audit: the path is nobody's, so the row is this refusal's. */
    private static void assertRefused(String token) {
        assertEquals(401, me(token), token);
        assertRefusedInTheAudit("/api/me/" + System.nanoTime(), "Authorization: Bearer " + token);
    }

    private static void assertRefusedInTheAudit(String path, String... headers) {
        assertEquals(401, RawHttp.send(admin.server(), "GET", path, null, headers).status(), path);
        assertEquals("unauthenticated", Trail.refusalOf("GET " + path.replaceAll("\\?.*", "")).get("detail").getAsString());
    }

    private static int me(String token) {
        return RawHttp.send(admin.server(), "GET", "/api/me", null, "Authorization: Bearer " + token).status();
    }

    /** What a login's own token says; the key is known here, as it would be to whoever stole it. */
    private static JWTClaimsSet.Builder claims() throws Exception {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder(SignedJWT.parse(admin.token()).getJWTClaimsSet()).issueTime(Date.from(now)).notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    private static String forged(JWTClaimsSet.Builder claims) throws Exception {
        return signed(key, new JWSHeader(JWSAlgorithm.HS256), claims.build());
    }

    private static String signed(String secret, JWSHeader header, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private static String signature(String secret, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
