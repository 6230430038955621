package dev.longshell.access;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * What must come back the same from a visit to an OpenID Connect provider; knows nothing of the provider.
 *
 * <p>The browser itself keeps it meanwhile, sealed (RFC 7516: {@code dir}, A256GCM), so that whichever gateway it comes back to can go on, and nobody, the browser
 * included, can read or make one.
 *
 * @param state    ties the answer to the browser that asked (RFC 6749 section 10.12)
 * @param nonce    ties the ID token to the question (OpenID Connect Core 1.0 section 15.5.2)
 * @param verifier ties the code to who asked for it (RFC 7636)
 * @param next     a place of ours to go on to, as the browser said; null for none
 * @param linking  the login that wants the account for its user; null for somebody who logs in
 */
record OpenIdFlow(String state, String nonce, String verifier, String next, UUID linking) {
    /** Long enough to look for a phone with a second factor. */
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int RANDOM_BYTES = 32;

    static OpenIdFlow begin(String next, UUID linking) {
        return new OpenIdFlow(KeptSecret.random(RANDOM_BYTES), KeptSecret.random(RANDOM_BYTES), KeptSecret.random(RANDOM_BYTES), next, linking);
    }

    /** @param key 32 bytes */
    String seal(byte[] key, Instant now) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder().expirationTime(Date.from(now.plus(LIFE))).claim("state", state).claim("nonce", nonce).claim("verifier", verifier)
                .claim("next", next).claim("linking", linking == null ? null : linking.toString()).build();
        EncryptedJWT sealed = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims);
        try {
            sealed.encrypt(new DirectEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("A256GCM with a key of " + key.length + " bytes does not encrypt", e);
        }
        return sealed.serialize();
    }

    /** Empty for what is not ours, or too old. @param sealed null for none */
    static Optional<OpenIdFlow> open(String sealed, byte[] key, Instant now) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            EncryptedJWT token = EncryptedJWT.parse(sealed);
            token.decrypt(new DirectDecrypter(key));
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (!claims.getExpirationTime().toInstant().isAfter(now)) {
                return Optional.empty();
            }
            String linking = claims.getStringClaim("linking");
            return Optional.of(new OpenIdFlow(claims.getStringClaim("state"), claims.getStringClaim("nonce"), claims.getStringClaim("verifier"), claims.getStringClaim("next"),
                    linking == null ? null : UUID.fromString(linking)));
        } catch (ParseException | JOSEException | RuntimeException e) {
            return Optional.empty(); // why does not matter: whoever sends it begins anew. The library meets a header without enc with a NullPointerException
        }
    }
}
