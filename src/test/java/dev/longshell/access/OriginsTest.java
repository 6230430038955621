package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final String OWN = "https://console.example.com:4110";
    private final Origins unset = new Origins(List.of(), "Machine");
    private final Origins listed = new Origins(List.of("https://a.example", "https://b.example:8443"), "machine");

    @Test
    void allowsTheConsolesOwnOriginOnly() {
        assertTrue(unset.allows(OWN, OWN, false));
        for (String foreign : new String[] {"http://console.example.com:4110", "https://console.example.com", OWN + ".evil.com", "https://evilconsole.example.com:4110",
            "https://console.example.com.:4110", "null", "", OWN + "/"}) {
            assertFalse(unset.allows(foreign, OWN, false), foreign);
            assertFalse(unset.allows(foreign, OWN, true), foreign);
        }
    }

    @Test
    void takesNoOriginFromWhatCannotBeAbusedOnly() {
        assertTrue(unset.allows(null, OWN, true));
        assertFalse(unset.allows(null, OWN, false));
    }

    @Test
    void takesTheListForTheWholeTruthWhenThereIsOne() {
        assertTrue(listed.allows("https://b.example:8443", OWN, false));
        assertFalse(listed.allows(OWN, OWN, false));
        assertFalse(listed.allows("http://a.example", OWN, false));
    }

    @Test
    void knowsItsHostsFromThoseThatANameServerWasMadeToPointHere() {
        for (Origins each : List.of(unset, listed)) {
            for (String good : new String[] {"localhost", "localhost:4110", "127.0.0.1:4110", "[::1]:4110", "192.0.2.7"}) {
                assertTrue(each.isOwnHost(good), good);
            }
            for (String foreign : new String[] {null, "", "evil.example", "evil.example:4110", "127.0.0.1.evil.example", "localhost.evil.example", "localhost.",
                "a.example.evil.com", "[evil]:4110", "dead.beef", "999.1.1.1", "1:2"}) {
                assertFalse(each.isOwnHost(foreign), foreign);
            }
        }
        assertTrue(unset.isOwnHost("MACHINE:4110"));
        assertFalse(listed.isOwnHost("machine:4110"));
        assertTrue(listed.isOwnHost("b.example:8443"));
        assertFalse(listed.isOwnHost("b.example"));
    }
}
