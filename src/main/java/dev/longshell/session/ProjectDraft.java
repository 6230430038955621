package dev.longshell.session;

import java.util.Map;

/** What somebody wants a project to be; null leaves a member as it is, or at its default. {@code slug} counts only at creation; null there: made from the name. */
public record ProjectDraft(String slug, String name, String path, String shell, Map<String, String> environment,
                           Integer retentionMinutes, Integer maxSessions, Boolean clipboard) {
}
