package dev.longshell.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A login through an OpenID Connect provider: whom it lets in, and what a provider, a browser or a stranger may say without being let in. */
class OpenIdIT {
    private static Person admin;
    private static URI server;
    private static IdentityProvider provider;
    private String subject;

    /** @param question what the provider is asked, as its parameters @param cookie the line that the browser sends back @param location the whole address */
    private record Departure(Map<String, String> question, String cookie, URI location) {
        String state() {
            return question.get("state");
        }
    }

    @BeforeAll
    static void begin() {
        admin = Person.admin();
        server = admin.server();
        provider = IdentityProvider.shared();
    }

    @BeforeEach
    void somebodyNew() {
        subject = UUID.randomUUID().toString();
        provider.knows(subject, "visitor" + subject.substring(0, 8));
    }

    @Test
    void asksForACodeWithStateNonceAndChallengeAndItsOneAddressToComeBackTo() {
        Map<String, String> question = depart("").question();

        assertEquals("code", question.get("response_type"));
        assertEquals("http://" + server.getAuthority() + "/openid/callback", question.get("redirect_uri"));
        assertEquals("S256", question.get("code_challenge_method"));
        for (String random : new String[] {"state", "nonce", "code_challenge"}) {
            assertTrue(question.get(random).matches("[A-Za-z0-9_-]{43}"), random);
        }
        assertFalse(question.toString().contains(IdentityProvider.SECRET));
    }

    @Test
    void makesANewcomerAUserWithoutRightsAndKnowsThemAgain() throws Exception {
        Person first = arrived(depart("?next=/account.xhtml"), "/account.xhtml");

        JsonObject me = Person.json(first.insist(200, "GET", "/api/me", null));
        assertEquals("visitor" + subject.substring(0, 8), me.get("username").getAsString());
        assertFalse(me.get("admin").getAsBoolean());
        assertEquals("[]", first.call("GET", "/api/projects", null).body());
        Trail.await("user.create", me.get("username").getAsString(), "done", "openid: subject " + subject);
        assertEquals(me.get("username").getAsString(), Trail.await("login", provider.issuer(), "done", "openid", me.get("username").getAsString()).get("who").getAsString());

        provider.knows(subject, "another-name-now");
        assertEquals(me, Person.json(arrived(depart(""), "/index.xhtml").insist(200, "GET", "/api/me", null)));
    }

    @Test
    void takesNeitherANameNorAnAddressForAProof() throws Exception {
        Person victim = admin.newcomer();
        for (String name : new String[] {"admin", "ADMIN", victim.username()}) {
            provider.knows(UUID.randomUUID().toString(), name);
            JsonObject me = Person.json(arrived(depart(""), "/index.xhtml").insist(200, "GET", "/api/me", null));
            assertTrue(me.get("username").getAsString().matches(name.toLowerCase() + "-\\d+"), me.toString());
            assertFalse(me.get("admin").getAsBoolean());
        }
        provider.knows(UUID.randomUUID().toString(), "<b>; touch canary");
        assertTrue(Person.json(arrived(depart(""), "/index.xhtml").insist(200, "GET", "/api/me", null)).get("username").getAsString().matches("openid-[0-9a-f]{8}"));
    }

    @Test
    void linksAnAccountToWhoAsksForItAndToNobodyElse() throws Exception {
        Person owner = admin.newcomer();
        Person other = admin.newcomer();
        RawHttp.Answer linked = comeBack(depart("?link=1", "Cookie: longshell=" + owner.token()));
        assertEquals(200, linked.status());
        assertTrue(linked.headers("Set-Cookie").stream().noneMatch(cookie -> cookie.startsWith("longshell=")), "they are logged in already");
        Trail.await("identity.link", provider.issuer(), "done", "subject " + subject);

        assertEquals(owner.username(), Person.json(arrived(depart(""), "/index.xhtml").insist(200, "GET", "/api/me", null)).get("username").getAsString());
        assertEquals(409, comeBack(depart("?link=1", "Cookie: longshell=" + other.token())).status(), "somebody else's");
        assertEquals(other.username(), Trail.await("identity.link", provider.issuer(), "refused", "conflict").get("who").getAsString());
        assertEquals(401, send("/openid/login?link=1").status(), "nobody links nothing");
    }

    @Test
    void refusesAnIdTokenThatIsNotTheAnswerToThisQuestion() throws Exception {
        refuses("nonce", claims -> provider.sign(with(claims).claim("nonce", "another").build()));
        refuses("Missing JWT nonce", claims -> provider.sign(with(claims).claim("nonce", null).build()));
        refuses("audience", claims -> provider.sign(with(claims).audience("somebody-else").build()));
        refuses("issuer", claims -> provider.sign(with(claims).issuer("https://evil.example").build()));
        refuses("Expired", claims -> provider.sign(with(claims).expirationTime(Date.from(Instant.now().minusSeconds(61))).build()));
        refuses("ID token", claims -> provider.sign(with(claims).expirationTime(null).build()));
        refuses("subject", claims -> provider.sign(with(claims).subject(null).build()));
        refuses("Signed ID token expected", claims -> new PlainJWT(claims).serialize());
        refuses("ID token: Signed JWT rejected", OpenIdIT::signedByAnother);
        refuses("ID token: Signed JWT rejected", claims -> hmac(claims, provider.key().toRSAKey().toPublicJWK().toJSONString().repeat(2)));
        refuses("ID token: Signed JWT rejected", claims -> hmac(claims, IdentityProvider.SECRET.repeat(3)));
        assertTrue(admin.insist(200, "GET", "/api/users", null).body().indexOf("visitor" + subject.substring(0, 8)) < 0, "one of them made a user");
    }

    private void refuses(String reason, IdentityProvider.Signer liar) {
        provider.signsWith(liar);
        assertRefused(reason, comeBack(depart("")));
    }

    @Test
    void refusesAnAnswerThatThisBrowserDidNotAskFor() {
        Departure mine = depart("");
        Departure others = depart("");
        String code = "&code=" + codeOf(mine);

        assertRefused("this browser did not ask", send("/openid/callback?state=" + mine.state() + code));
        assertRefused("this browser did not ask", send("/openid/callback?state=" + mine.state() + code, "Cookie: longshell-openid=e30.e30.e30.e30.e30"));
        assertRefused("state", send("/openid/callback?state=" + others.state() + code, mine.cookie()));
        assertRefused("no code", send("/openid/callback?state=" + mine.state(), mine.cookie()));
        assertRefused("invalid_grant to the code", send("/openid/callback?state=" + others.state() + code, others.cookie())); // another's code: PKCE
        assertRefused("the provider says access_denied", send("/openid/callback?error=access_denied&state=" + mine.state(), mine.cookie()));
        assertRefused("another issuer", send("/openid/callback?iss=https%3A%2F%2Fevil.example&state=" + mine.state() + "&code=x", mine.cookie()));
    }

    @Test
    void goesOnToAPageOfItsOwnOnly() throws Exception {
        for (String next : new String[] {"//evil.example", "/%5Cevil.example", "https:evil.example", "javascript:alert(1)"}) {
            arrived(depart("?next=" + next), "/index.xhtml");
        }
    }

    /** As the page's button does it; the provider asks whom it knows. */
    @Test
    void offersToLogOutAtTheProviderToWhomThatLetIn() throws Exception {
        Person visitor = arrived(depart(""), "/index.xhtml");
        assertEquals("/login.xhtml?stayed=provider", logOut(visitor));
        assertEquals("/login.xhtml", logOut(Person.logIn(server, admin.newcomer().username(), Person.PASSWORD)));
        assertTrue(send("/login.xhtml?stayed=provider").body().contains("href=\"/openid/logout\""));
        assertFalse(send("/login.xhtml").body().contains("/openid/logout"));
        assertEquals("303 " + provider.issuer() + "/end?client_id=" + IdentityProvider.CLIENT, send("/openid/logout").status() + " " + send("/openid/logout").header("Location").orElse(""));
        visitor.insist(401, "GET", "/api/me", null);
    }

    /** @return where the browser is sent */
    private static String logOut(Person somebody) {
        RawHttp.Answer answer = RawHttp.send(server, "POST", "/account.xhtml", "log-out-form=log-out-form&log-out=&jakarta.faces.ViewState=stateless", "Content-Type: application/x-www-form-urlencoded",
                "Cookie: longshell=" + somebody.token(), "Origin: http://" + server.getAuthority());
        assertEquals(303, answer.status(), answer.body());
        return answer.header("Location").orElseThrow();
    }

    @Test
    void letsNobodyInWhoIsDisabledHere() throws Exception {
        Person disabled = arrived(depart(""), "/index.xhtml");
        admin.insist(200, "PATCH", "/api/users/" + disabled.username(), "{\"disabled\":true}");

        assertEquals(401, comeBack(depart("")).status());

        assertEquals("unauthenticated", Trail.await("login", provider.issuer(), "refused", "unauthenticated", disabled.username()).get("detail").getAsString());
    }

    @Test
    void slowsDownWhoBringsBackWhatNobodyGaveThem() throws Exception {
        InetAddress attacker = InetAddress.getByName("127.0.0.70");
        for (int attempt = 1; attempt <= 30; attempt++) {
            assertEquals(401, RawHttp.sendFrom(attacker, server, "GET", "/openid/callback?code=x&state=y", null).status(), "attempt " + attempt);
        }
        assertEquals(429, RawHttp.sendFrom(attacker, server, "GET", "/openid/callback?code=x&state=y", null).status());
    }

    @Test
    void aProviderThatIsAwayCostsNobodyElseTheirLogin() {
        Person local = admin.newcomer();
        Departure departure = depart("");
        String callback = "/openid/callback?state=" + departure.state() + "&code=" + codeOf(departure);
        provider.fails();

        RawHttp.Answer answer = send(callback, departure.cookie());

        assertEquals(503, answer.status());
        assertTrue(answer.header("Retry-After").isPresent() && answer.body().contains("The identity provider does not answer"), answer.body());
        Person.logIn(server, local.username(), Person.PASSWORD).insist(200, "GET", "/api/me", null);
    }

    private static void assertRefused(String reason, RawHttp.Answer answer) {
        assertEquals(401, answer.status(), reason);
        assertTrue(answer.headers("Set-Cookie").stream().noneMatch(cookie -> cookie.startsWith("longshell=")), reason + answer.head());
        assertTrue(answer.body().contains("does not say who you are") && !answer.body().contains("nimbus"), answer.body());
        Trail.await("login", provider.issuer(), "refused", reason);
    }

    private static Departure depart(String query, String... headers) {
        RawHttp.Answer answer = send("/openid/login" + query, headers);
        assertEquals(303, answer.status(), answer.toString());
        String cookie = answer.header("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("longshell-openid=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        URI location = URI.create(answer.header("Location").orElseThrow());
        return new Departure(IdentityProvider.words(location.getRawQuery()), "Cookie: " + cookie.split(";")[0], location);
    }

    /** What the provider says to somebody who stays a moment. */
    private static String codeOf(Departure departure) {
        RawHttp.Answer answer = RawHttp.send(departure.location(), "GET", departure.location().getRawPath() + "?" + departure.location().getRawQuery(), null);
        return IdentityProvider.words(URI.create(answer.header("Location").orElseThrow()).getRawQuery()).get("code");
    }

    private static RawHttp.Answer comeBack(Departure departure) {
        return send("/openid/callback?state=" + departure.state() + "&code=" + codeOf(departure), departure.cookie());
    }

    /** Who that lets in. @param next where the page goes on to */
    private static Person arrived(Departure departure, String next) {
        RawHttp.Answer answer = comeBack(departure);
        assertEquals(200, answer.status(), answer.toString());
        assertTrue(answer.body().contains("content=\"0;url=" + next + "\""), answer.body());
        String cookie = answer.headers("Set-Cookie").stream().filter(each -> each.startsWith("longshell=")).findFirst().orElseThrow();
        Person person = new Person(server, "", cookie.split("[=;]")[1]);
        return new Person(server, Person.json(person.insist(200, "GET", "/api/me", null)).get("username").getAsString(), person.token());
    }

    private static RawHttp.Answer send(String path, String... headers) {
        return RawHttp.send(server, "GET", path, null, headers);
    }

    private static JWTClaimsSet.Builder with(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String signedByAnother(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        token.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        return token.serialize();
    }

    private static String hmac(JWTClaimsSet claims, String secret) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }
}
