package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenIdFlowTest {
    private static final byte[] KEY = new byte[32];
    private static final Instant NOW = Instant.now();

    @Test
    void comesBackAsItWentForTenMinutesAndTellsNothing() {
        OpenIdFlow flow = OpenIdFlow.begin("/account.xhtml", UUID.randomUUID());
        String sealed = flow.seal(KEY, NOW);

        assertEquals(Optional.of(flow), OpenIdFlow.open(sealed, KEY, NOW.plusSeconds(598)));
        assertEquals(Optional.empty(), OpenIdFlow.open(sealed, KEY, NOW.plusSeconds(600)));
        for (String part : sealed.split("\\.")) {
            String text = new String(Base64.getUrlDecoder().decode(part));
            assertFalse(text.contains(flow.state()) || text.contains(flow.nonce()) || text.contains(flow.verifier()), text);
        }
    }

    @Test
    void isNothingWhenSomebodyElseMadeOrTouchedIt() {
        OpenIdFlow flow = OpenIdFlow.begin(null, null);
        byte[] another = new byte[32];
        another[0] = 1;
        String sealed = flow.seal(KEY, NOW);
        String plain = new PlainJWT(new JWTClaimsSet.Builder().claim("state", "x").build()).serialize();

        for (String forged : new String[] {null, "", "x", "e30.e30.e30.e30.e30", plain, flow.seal(another, NOW), sealed.substring(0, sealed.length() - 2) + "AA",
            Base64.getUrlEncoder().encodeToString("{\"alg\":\"dir\",\"enc\":\"none\"}".getBytes()) + "....", "{\"alg\":\"PBES2-HS512+A256KW\",\"p2c\":2147483647}"}) {
            assertEquals(Optional.empty(), OpenIdFlow.open(forged, KEY, NOW), forged);
        }
    }
}
