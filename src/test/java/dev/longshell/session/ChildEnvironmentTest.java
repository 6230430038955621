package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.longshell.os.OsUser;
import dev.longshell.setting.Settings;
import dev.longshell.store.Project;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    private static final Map<String, String> MACHINE = Map.of("PATH", "/bin", "LC_ALL", "C", "TZ", "UTC", "DATABASE_URL", "canary", "JWT_SECRET", "canary", "LD_PRELOAD", "canary");
    private final ChildEnvironment environment = new ChildEnvironment(Settings.read(name -> name.equals("ANTHROPIC_API_KEY") ? new Settings.Value("key", "test") : null));
    private final Project project = new Project("home", "Home", "/");

    @Test
    void isBuiltFromNothing() {
        Map<String, String> shell = environment.build(MACHINE, Kind.TERMINAL, project, "session_1_a", "/bin/bash", null);

        assertEquals(Set.of("HOME", "USER", "LOGNAME", "SHELL", "PATH", "LANG", "LC_ALL", "TZ", "TERM", "COLORTERM", "LONGSHELL_SESSION", "LONGSHELL_PROJECT"), shell.keySet());
        assertFalse(shell.containsValue("canary"));
    }

    @Test
    void hasTheServersHomeOrElseItsAccounts() {
        assertEquals("/srv/home", environment.build(Map.of("HOME", "/srv/home"), Kind.TERMINAL, project, "session_1_a", "/bin/bash", null).get("HOME"));
        assertEquals(System.getProperty("user.home"), environment.build(Map.of(), Kind.TERMINAL, project, "session_1_a", "/bin/bash", null).get("HOME"));
    }

    @Test
    void isAnothersOwnWhereTheShellIsAnothers() {
        Map<String, String> shell = environment.build(Map.of("HOME", "/root", "PATH", "/root/bin"), Kind.TERMINAL, project, "session_1_a", "/bin/bash",
                new OsUser("other", 1_001, 1_001, "/home/other", "/bin/sh"));

        assertEquals(Set.of("/home/other", "other"), Set.of(shell.get("HOME"), shell.get("USER")));
        assertFalse(shell.get("PATH").contains("root"), shell.get("PATH"));
    }

    @Test
    void handsTheKeyToClaudeOnly() {
        assertEquals("key", environment.build(MACHINE, Kind.CLAUDE, project, "session_1_a", "/bin/bash", null).get("ANTHROPIC_API_KEY"));
        assertFalse(environment.build(MACHINE, Kind.TERMINAL, project, "session_1_a", "/bin/bash", null).containsKey("ANTHROPIC_API_KEY"));
    }

    @Test
    void addsWhatTheProjectAdds() {
        project.environment(Map.of("PATH", "/opt/bin", "EXTRA", "1"));

        Map<String, String> shell = environment.build(MACHINE, Kind.TERMINAL, project, "session_1_a", "/bin/bash", null);

        assertEquals("/opt/bin", shell.get("PATH"));
        assertEquals("1", shell.get("EXTRA"));
        assertEquals("session_1_a", shell.get("LONGSHELL_SESSION"));
    }
}
