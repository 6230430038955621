package dev.longshell.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks tokens: JWT (RFC 7519) with HS256 and nothing else, whatever a header claims; knows nothing of users, logins or cookies.
 *
 * <p>The key is JWT_SECRET, or made once and kept in LONGSHELL_HOME/jwt-secret. Clocks may differ by 60 s.
 */
@ApplicationScoped
public class Tokens {
    /** A working day with its evening; the page refreshes while it is open. */
    static final Duration LIFE = Duration.ofHours(12);
    private static final int CLOCK_SKEW_SECONDS = 60;
    private static final String ISSUER = "longshell";
    private static final String AUDIENCE = "longshell";
    private static final int KEY_BYTES = 32;
    /** Characters. Ours have about 400; a frame could bring a million. */
    private static final int LONGEST = 4_096;
    /** OpenID Connect Front-Channel Logout 1.0 section 3 names this claim. */
    private static final String LOGIN = "sid";

    private byte[] key;
    private DefaultJWTProcessor<SecurityContext> processor;

    protected Tokens() {
        // for the container's proxy
    }

    @Inject
    public Tokens(Settings settings) {
        key = settings.text(Setting.JWT_SECRET)
                .orElseGet(() -> KeptSecret.readOrMake(settings.home().resolve("jwt-secret"), () -> KeptSecret.random(KEY_BYTES)))
                .getBytes(StandardCharsets.UTF_8);
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(AUDIENCE,
                new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("sub", LOGIN, "iat", "nbf", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableSecret<>(key)));
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Tells one key from another, and nothing of the key. */
    String keyFingerprint() {
        return HexFormat.of().formatHex(derivedKey("which key signs"));
    }

    /** 32 bytes that only whoever has the key can make, others for each purpose, which tell nothing of the key. */
    byte[] derivedKey(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** When a token that is signed at that moment is refused; whole seconds, as in the token. */
    Instant expiry(Instant now) {
        return now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A token of that login of that user, good from now on. @param expires whole seconds */
    String sign(UUID userId, UUID login, Instant now, Instant expires) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(ISSUER).audience(AUDIENCE).subject(userId.toString())
                .issueTime(Date.from(now)).notBeforeTime(Date.from(now)).expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString()).claim(LOGIN, login.toString()).build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("HS256 with a key of " + key.length + " bytes does not sign", e);
        }
        return token.serialize();
    }

    /** The login that the token belongs to, which may be over; empty for every token that is not ours, not yet or no longer good. */
    public Optional<UUID> check(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(processor.process(token, null).getStringClaim(LOGIN)));
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            return Optional.empty(); // why does not matter: whoever sends it must log in. The library meets some headers with a NullPointerException
        }
    }
}
