package dev.longshell.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What somebody wants a project to be; null leaves a member as it is, or at its default. {@code slug} counts only at creation; null there: made from the name. */
public record ProjectDraft(String slug, String name, String path, String shell, Map<String, String> environment,
                           Integer retentionMinutes, Integer maxSessions, Boolean clipboard, String runAs) {
    /** {@code retentionMinutes} of a project that has what SESSION_RETENTION_MINUTES says. */
    public static final int DEFAULT_MINUTES = -1;
    /** {@code maxSessions} of a project that has what SESSION_MAX_PER_PROJECT says. */
    public static final int DEFAULT_SESSIONS = 0;

    /** Which members are set, without their values: one of the environment may be a secret. */
    String names() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("path", path);
        members.put("shell", shell);
        members.put("environment", environment);
        members.put("retentionMinutes", retentionMinutes);
        members.put("maxSessions", maxSessions);
        members.put("clipboard", clipboard);
        members.put("runAs", runAs);
        members.values().removeIf(Objects::isNull);
        return String.join(", ", members.keySet());
    }
}
