package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectVariablesTest {
    private static final boolean ADMIN = true;
    private static final boolean MANAGER = false;
    private final ProjectVariables variables = with(null);

    @ParameterizedTest
    @ValueSource(strings = {"LD_PRELOAD", "LD_AUDIT", "BASH_ENV", "BASH_FUNC_ls", "ENV", "NODE_OPTIONS", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY",
        "JWT_SECRET", "LONGSHELL_SESSION", "LONGSHELL_X", "TERM", "COLORTERM", "SHELL", "USER", "LOGNAME", "1ST", "A-B", "", "A=B"})
    void refusesEverybodyWhatIsNobodys(String name) {
        for (boolean who : new boolean[] {ADMIN, MANAGER}) {
            FaultException refusal = refusal(Map.of(), Map.of(name, "canary"), who);

            assertEquals(Fault.INVALID_PARAMETER, refusal.fault());
            assertFalse(refusal.getMessage().contains("canary"), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "HOME", "http_proxy", "HTTPS_PROXY", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CLAUDE_CONFIG_DIR", "GIT_SSH_COMMAND",
        "EDITOR", "PAGER", "LESS", "TZDIR", "LOCPATH", "app_colour", "APPDATA", "APP_", "MY_TOKEN", "lang", "CI_TOKEN", "XAPP_A"})
    void refusesAManagerWhatIsNotKnownToBeSafeAndTakesItFromAnAdmin(String name) {
        Map<String, String> wanted = Map.of(name, "canary");

        FaultException refusal = refusal(Map.of(), wanted, MANAGER);

        assertEquals(Fault.FORBIDDEN, refusal.fault());
        assertTrue(refusal.getMessage().contains(name + " is an admin's"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("canary"), refusal.getMessage());
        assertEquals(wanted, variables.merged(Map.of(), wanted, ADMIN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"LANG|de_CH.UTF-8", "LANGUAGE|de:en", "LC_ALL|C", "LC_TIME|sr_RS@latin", "TZ|Europe/Zurich", "TZ|CET-1CEST,M3.5.0/2,M10.5.0/3",
        "NO_COLOR|1", "FORCE_COLOR|3", "CI|true", "PORT|3000", "NODE_ENV|production", "RUST_LOG|info,app::db=debug", "APP_KEY|/any/$(text) ${at} all", "PROJECT_1|x"})
    void takesWhatIsSafeFromAManager(String name, String value) {
        assertEquals(Map.of(name, value), variables.merged(Map.of(), Map.of(name, value), MANAGER));
    }

    /** glibc opens a locale or a zone whose name is a path. */
    @ParameterizedTest
    @CsvSource({"LANG,/tmp/locale", "LC_ALL,../../tmp/x", "TZ,/tmp/zone", "TZ,:/tmp/zone", "TZ,Europe/../../../tmp/zone", "NODE_ENV,../../tmp/x", "RAILS_ENV,/tmp/x"})
    void refusesAManagerAPathInsteadOfAWord(String name, String value) {
        assertEquals(Fault.FORBIDDEN, refusal(Map.of(), Map.of(name, value), MANAGER).fault());
        assertEquals(Map.of(name, value), variables.merged(Map.of(), Map.of(name, value), ADMIN));
    }

    @Test
    void leavesWhatAnAdminSetWhenAManagerChangesTheRest() {
        Map<String, String> before = Map.of("PATH", "/opt/bin", "APP_A", "1", "TZ", "/etc/zone");

        assertEquals(Map.of("PATH", "/opt/bin", "TZ", "/etc/zone"), variables.merged(before, Map.of(), MANAGER));
        assertEquals(Map.of("PATH", "/opt/bin", "TZ", "/etc/zone", "APP_B", "2"), variables.merged(before, Map.of("APP_B", "2"), MANAGER));
        assertEquals(before, variables.merged(before, before, MANAGER));
        assertEquals(Fault.FORBIDDEN, refusal(before, Map.of("PATH", "/tmp"), MANAGER).fault());
        assertEquals(Map.of(), variables.merged(before, Map.of(), ADMIN));
    }

    /** A row of before a name was refused is not in the way of the rest. */
    @Test
    void letsPassWhatStaysAsItIs() {
        Map<String, String> before = Map.of("TERM", "dumb", "LD_PRELOAD", "/opt/old.so");

        for (boolean who : new boolean[] {ADMIN, MANAGER}) {
            assertEquals(before, variables.merged(before, before, who));
            assertEquals(Fault.INVALID_PARAMETER, refusal(before, Map.of("TERM", "vt100"), who).fault());
        }
    }

    @Test
    void takesFromAManagerWhatTheSettingNames() {
        ProjectVariables named = with("MY_TOKEN, DEPLOY_*");

        Map<String, String> wanted = Map.of("MY_TOKEN", "/x", "DEPLOY_HOST", "y");
        assertEquals(wanted, named.merged(Map.of(), wanted, MANAGER));
        for (String name : new String[] {"MY_TOKENS", "MY", "DEPLOY", "XDEPLOY_A"}) {
            assertThrows(FaultException.class, () -> named.merged(Map.of(), Map.of(name, "x"), MANAGER), name);
        }
        ProjectVariables wide = with("LD_*,JAVA_*");
        assertEquals(Fault.INVALID_PARAMETER, assertThrows(FaultException.class, () -> wide.merged(Map.of(), Map.of("LD_PRELOAD", "x"), MANAGER)).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "A*", "AB*", "MY_TOKEN,*", "A-B", "MY_*X", "MY TOKEN"})
    void theSettingIsNoWayToNameEveryVariable(String text) {
        assertEquals(Fault.SETTING_REFUSED, assertThrows(FaultException.class, () -> with(text)).fault());
    }

    @Test
    void boundsNumberAndLength() {
        Map<String, String> hundred = numbered(100);
        assertEquals(hundred, variables.merged(Map.of(), hundred, MANAGER));
        assertEquals(Fault.INVALID_PARAMETER, refusal(Map.of(), numbered(101), ADMIN).fault());
        assertEquals(Fault.INVALID_PARAMETER, refusal(Map.of("PATH", "/bin"), hundred, MANAGER).fault(), "what stays counts");
        assertEquals(Fault.INVALID_PARAMETER, refusal(Map.of(), Map.of("APP_A", "x".repeat(32_769)), ADMIN).fault());
        assertEquals(Fault.INVALID_PARAMETER, refusal(Map.of(), Map.of("APP_A", "a\0b"), ADMIN).fault());
        assertEquals(Fault.INVALID_PARAMETER, refusal(Map.of(), Collections.singletonMap("APP_A", null), ADMIN).fault());
    }

    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(each -> "APP_" + each, each -> "x"));
    }

    private FaultException refusal(Map<String, String> before, Map<String, String> wanted, boolean admin) {
        return assertThrows(FaultException.class, () -> variables.merged(before, wanted, admin));
    }

    private static ProjectVariables with(String names) {
        return new ProjectVariables(Settings.read(name -> name.equals("PROJECT_VARIABLES") && names != null ? new Settings.Value(names, "test") : null));
    }
}
