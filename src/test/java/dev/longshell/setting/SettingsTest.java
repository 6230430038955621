package dev.longshell.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String SECRET = "Zr8kQ2vX5mT9cL1wHs4nJ7dBpY6gRf3e";

    private static Settings read(Map<String, String> texts) {
        return Settings.read(name -> texts.containsKey(name) ? new Settings.Value(texts.get(name), "test") : null);
    }

    private static FaultException refused(Map<String, String> texts) {
        FaultException refused = assertThrows(FaultException.class, () -> read(texts));
        assertEquals(Fault.SETTING_REFUSED, refused.fault());
        return refused;
    }

    @Test
    void everyDefaultIsItselfAllowed() {
        for (Setting setting : Setting.values()) {
            if (setting.defaultText() != null) {
                assertTrue(setting.allowed().test().test(setting.defaultText()), setting.name());
            }
        }
    }

    @Test
    void nothingSetMeansTheDefaultsOfDevelopment() {
        Settings settings = read(Map.of());

        assertEquals(4110, settings.integer(Setting.PORT));
        assertEquals("default", settings.value(Setting.PORT).orElseThrow().origin());
        assertEquals("127.0.0.1", settings.bindAddress());
        assertEquals(Optional.empty(), settings.text(Setting.DATABASE_URL));
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536", "PORT, -1", "PORT, http", "PORT, 4110.0", "PORT, 99999999999999999999",
        "APP_ENV, test", "DATABASE_URL, mysql://localhost/db", "DATABASE_URL, postgresql:nowhere", "REDIS_URL, http://localhost",
        "WS_MAX_CONNECTIONS, 0", "WS_HEARTBEAT_INTERVAL, 999", "SESSION_BUFFER_SIZE, -5", "SESSION_MAX_PER_PROJECT, 0",
        "LONGSHELL_HOME, relative/path", "PROJECT_ROOTS, /srv:relative", "ALLOWED_ORIGINS, https://a.example/path",
        "ALERT_CPU, 101", "ALERT_LATENCY, fast", "BIND_ADDRESS, a b"})
    void aValueThatCannotBeIsRefusedByNameWithWhatIsAllowed(String name, String text) {
        FaultException refused = refused(Map.of(name, text));

        assertTrue(refused.getMessage().startsWith(name + "="), refused.getMessage());
        assertTrue(refused.getMessage().contains("allowed is " + Setting.valueOf(name).allowed().description()), refused.getMessage());
    }

    @Test
    void everyRefusalIsNamedAtOnce() {
        String message = refused(Map.of("PORT", "x", "WS_MAX_CONNECTIONS", "y")).getMessage();

        assertTrue(message.contains("PORT=x") && message.contains("WS_MAX_CONNECTIONS=y"), message);
    }

    @Test
    void aSecretIsNeverShown() {
        String message = refused(Map.of("JWT_SECRET", "tooshort", "DATABASE_URL", "mysql://u:canary@h/d")).getMessage();

        assertFalse(message.contains("tooshort") || message.contains("canary"), message);
        assertTrue(message.contains("JWT_SECRET=********"), message);
    }

    @Test
    void blankCountsAsUnset() {
        assertEquals(4110, read(Map.of("PORT", "  ")).integer(Setting.PORT));
    }

    @Test
    void nodeEnvIsAnAliasThatAppEnvOverrides() {
        assertFalse(read(Map.of("NODE_ENV", "staging", "JWT_SECRET", SECRET)).development());
        assertTrue(read(Map.of("NODE_ENV", "staging", "APP_ENV", "development")).development());
    }

    @Test
    void stagingAndProductionNeedASecret() {
        assertTrue(refused(Map.of("APP_ENV", "production")).getMessage().startsWith("JWT_SECRET is not set"));
        assertEquals("0.0.0.0", read(Map.of("APP_ENV", "production", "JWT_SECRET", SECRET)).bindAddress());
    }

    @Test
    void listenersNeedPortsOfTheirOwn() {
        assertTrue(refused(Map.of("WS_CLAUDE_PORT", "4001")).getMessage().contains("WS_TERMINAL_PORT has the same"));
        assertEquals(0, read(Map.of("WS_CLAUDE_PORT", "0", "WS_TERMINAL_PORT", "0")).integer(Setting.WS_CLAUDE_PORT));
        assertTrue(refused(Map.of("PORT", "0")).getMessage().contains("PORT=0"));
    }

    @Test
    void halfATlsPairIsRefused() {
        assertTrue(refused(Map.of("TLS_CERT", "/etc/cert.pem")).getMessage().contains("both or neither"));
    }

    @Test
    void aProviderIsNamedWholeAndOutsideDevelopmentByHttps() {
        assertTrue(refused(Map.of("OIDC_ISSUER", "https://id.example.com")).getMessage().contains("all three or none"));
        Map<String, String> provider = Map.of("OIDC_ISSUER", "http://id.example.com", "OIDC_CLIENT_ID", "longshell", "OIDC_CLIENT_SECRET", "canary");
        assertTrue(read(provider).text(Setting.OIDC_ISSUER).isPresent());
        Map<String, String> production = new java.util.HashMap<>(provider);
        production.putAll(Map.of("APP_ENV", "production", "JWT_SECRET", SECRET));
        String message = refused(production).getMessage();
        assertTrue(message.contains("must be https") && !message.contains("canary"), message);
    }

    /** 9: what stands in a document is no secret; the names that peers shipped with, and whatever ours show. */
    @Test
    void outsideDevelopmentASecretThatAnyDocumentShowsIsRefused() throws IOException {
        List<String> shown = new ArrayList<>(List.of("your-256-bit-secret-your-256-bit-secret", "change_me_change_me_change_me_change_me", "00000000000000000000000000000000000",
                "my-super-secret-jwt-key-for-production", "0123456789abcdef0123456789abcdef", "abcabcabcabcabcabcabcabcabcabcabcabc", "ExampleExampleKey-9f8a7b6c5d4e3f2a1b"));
        try (Stream<Path> documents = Stream.concat(Stream.of(Path.of("README.md")), Stream.concat(Files.list(Path.of("docs")), Files.list(Path.of("payara-config"))))) {
            for (Path document : documents.filter(Files::isRegularFile).toList()) {
                Matcher value = Pattern.compile("JWT_SECRET *= *([^\\s`\"']{32,})").matcher(Files.readString(document));
                value.results().map(found -> found.group(1)).forEach(shown::add);
            }
        }
        for (String secret : shown) {
            for (String environment : new String[] {"staging", "production"}) {
                String message = refused(Map.of("APP_ENV", environment, "JWT_SECRET", secret)).getMessage();
                assertTrue(message.contains("JWT_SECRET looks like") && !message.contains(secret), secret);
            }
            assertEquals(secret, read(Map.of("JWT_SECRET", secret)).text(Setting.JWT_SECRET).orElseThrow());
        }
    }

    @Test
    void aRandomSecretIsTakenInEveryNotation() {
        byte[] random = new byte[48];
        for (int seed = 0; seed < 500; seed++) {
            new Random(seed).nextBytes(random);
            for (String secret : new String[] {Base64.getEncoder().encodeToString(random), HexFormat.of().formatHex(random, 0, 32)}) {
                assertEquals(secret, read(Map.of("APP_ENV", "production", "JWT_SECRET", secret)).text(Setting.JWT_SECRET).orElseThrow());
            }
        }
    }
}
