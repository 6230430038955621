package dev.longshell.session;

import dev.longshell.os.OsUser;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.Project;
import dev.longshell.wire.OpenSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/** Builds a child's environment from nothing, so that no secret of the gateway's is in it by accident; starts nothing. */
@ApplicationScoped
public class ChildEnvironment {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Settings settings;

    protected ChildEnvironment() {
        // for the container's proxy
    }

    @Inject
    public ChildEnvironment(Settings settings) {
        this.settings = settings;
    }

    /** The whole environment; the project's own variables count more than the machine's, less than ours. @param other whom it is for; null for the server's own user */
    Map<String, String> of(Kind kind, Project project, String sessionId, String shell, OsUser other) {
        return build(System.getenv(), kind, project, sessionId, shell, other);
    }

    Map<String, String> build(Map<String, String> machine, Kind kind, Project project, String sessionId, String shell, OsUser other) {
        String user = other == null ? System.getProperty("user.name") : other.name();
        Map<String, String> variables = new TreeMap<>();
        variables.put("HOME", other != null ? other.home() : machine.getOrDefault("HOME", System.getProperty("user.home")));
        variables.put("USER", user);
        variables.put("LOGNAME", user);
        variables.put("SHELL", shell);
        variables.put("PATH", other != null ? USUAL_PATH : machine.getOrDefault("PATH", USUAL_PATH));
        variables.put("LANG", machine.getOrDefault("LANG", "C.UTF-8"));
        machine.forEach((name, value) -> {
            if (name.startsWith("LC_") || name.equals("TZ")) {
                variables.put(name, value);
            }
        });
        variables.put("TERM", "xterm-256color");
        variables.put("COLORTERM", "truecolor");
        variables.putAll(project.environment());
        if (kind == Kind.CLAUDE) {
            settings.text(Setting.ANTHROPIC_API_KEY).ifPresent(key -> variables.put("ANTHROPIC_API_KEY", key));
        }
        variables.put(OpenSession.SESSION_VARIABLE, sessionId);
        variables.put("LONGSHELL_PROJECT", project.slug());
        return variables;
    }
}
