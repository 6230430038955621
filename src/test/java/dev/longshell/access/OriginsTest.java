package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.setting.Settings;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final String HOST = "console.example.com:4110";

    @Test
    void allowsTheConsolesOwnOriginOnly() {
        Origins origins = origins(null);
        assertTrue(origins.allows("http://" + HOST, HOST, false));
        for (String foreign : new String[] {"http://console.example.com", "http://" + HOST + ".evil.com", "http://evil" + HOST, "null", "", "http://" + HOST + "/"}) {
            assertFalse(origins.allows(foreign, HOST, false), foreign);
            assertFalse(origins.allows(foreign, HOST, true), foreign);
        }
    }

    @Test
    void takesNoOriginFromProgramsOnly() {
        assertTrue(origins(null).allows(null, HOST, true));
        assertFalse(origins(null).allows(null, HOST, false));
    }

    @Test
    void takesTheListForTheWholeTruthWhenThereIsOne() {
        Origins origins = origins("https://a.example, https://b.example:8443");
        assertTrue(origins.allows("https://b.example:8443", HOST, false));
        assertFalse(origins.allows("http://" + HOST, HOST, false));
        assertFalse(origins.allows("http://a.example", HOST, false));
    }

    private static Origins origins(String allowed) {
        return new Origins(Settings.read(name -> name.equals("ALLOWED_ORIGINS") && allowed != null ? new Settings.Value(allowed, "test") : null));
    }
}
