package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.longshell.setting.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final String SECRET = "a-secret-of-sixty-four-bytes-so-that-hs512-would-take-it-as-well";
    private static final UUID USER = UUID.randomUUID();
    private static final UUID LOGIN = UUID.randomUUID();
    private final Tokens tokens = tokens(SECRET);

    @Test
    void takesItsOwnToken() {
        assertEquals(Optional.of(LOGIN), tokens.check(sign(tokens, Instant.now())));
    }

    @Test
    void refusesATokenOfAnotherKeyOrTime() {
        Instant now = Instant.now();
        assertRefused(sign(tokens(SECRET.replace('a', 'b')), now));
        assertRefused(sign(tokens, now.minus(Tokens.LIFE).minus(Duration.ofSeconds(90))));
        assertRefused(sign(tokens, now.plusSeconds(90)));
        assertRefused("");
        assertRefused("a.b.c");
    }

    @Test
    void refusesEveryAlgorithmButItsOwn() throws Exception {
        assertRefused(new PlainJWT(claims("longshell", "longshell")).serialize());
        assertRefused(signed(JWSAlgorithm.HS512, claims("longshell", "longshell")));
        assertEquals(Optional.of(LOGIN), tokens.check(signed(JWSAlgorithm.HS256, claims("longshell", "longshell"))));
    }

    @Test
    void refusesAnotherIssuerOrAudience() throws Exception {
        assertRefused(signed(JWSAlgorithm.HS256, claims("somebody", "longshell")));
        assertRefused(signed(JWSAlgorithm.HS256, claims("longshell", "somebody")));
    }

    private static String sign(Tokens by, Instant now) {
        return by.sign(USER, LOGIN, now, by.expiry(now));
    }

    private void assertRefused(String token) {
        assertTrue(tokens.check(token).isEmpty(), token);
    }

    private static JWTClaimsSet claims(String issuer, String audience) {
        Date now = new Date();
        return new JWTClaimsSet.Builder().issuer(issuer).audience(audience).subject(USER.toString()).claim("sid", LOGIN.toString()).issueTime(now).notBeforeTime(now)
                .expirationTime(new Date(now.getTime() + 60_000)).build();
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet claims) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
    }

    private static Tokens tokens(String secret) {
        Map<String, String> texts = Map.of("JWT_SECRET", secret);
        return new Tokens(Settings.read(name -> texts.containsKey(name) ? new Settings.Value(texts.get(name), "test") : null));
    }
}
