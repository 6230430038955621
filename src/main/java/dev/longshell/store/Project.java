package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A directory that sessions are opened in, and what they inherit; knows nothing of PROJECT_ROOTS. */
@Entity
@Table(name = "projects")
public class Project {
    @Id
    private UUID id;
    private String slug;
    private String name;
    private String path;
    private String shell;
    @Convert(converter = EnvironmentColumn.class)
    private Map<String, String> environment;
    @Column(name = "retention_minutes")
    private Integer retentionMinutes;
    @Column(name = "max_sessions")
    private Integer maxSessions;
    private boolean clipboard;
    @Column(name = "run_as")
    private String runAs;
    @Column(name = "created_at")
    private Instant createdAt;

    protected Project() {
        // for JPA
    }

    /** A project of now, with the defaults of the settings. */
    public Project(String slug, String name, String path) {
        this.id = UUID.randomUUID();
        this.slug = slug;
        this.name = name;
        this.path = path;
        this.environment = Map.of();
        this.createdAt = Instant.now();
    }

    public UUID id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
    }

    public void name(String newName) {
        name = newName;
    }

    /** Absolute, links resolved when it was set. */
    public String path() {
        return path;
    }

    public void path(String newPath) {
        path = newPath;
    }

    /** Absolute path, or null for SHELL_COMMAND. */
    public String shell() {
        return shell;
    }

    public void shell(String newShell) {
        shell = newShell;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public void environment(Map<String, String> newEnvironment) {
        environment = Map.copyOf(newEnvironment);
    }

    /** Null for SESSION_RETENTION_MINUTES. */
    public Integer retentionMinutes() {
        return retentionMinutes;
    }

    public void retentionMinutes(Integer minutes) {
        retentionMinutes = minutes;
    }

    /** Null for SESSION_MAX_PER_PROJECT. */
    public Integer maxSessions() {
        return maxSessions;
    }

    public void maxSessions(Integer most) {
        maxSessions = most;
    }

    /** Whether programs may write into the clipboards of those who use its sessions (OSC 52). */
    public boolean clipboard() {
        return clipboard;
    }

    public void clipboard(boolean allowed) {
        clipboard = allowed;
    }

    /** The OS user of its sessions; null for RUN_AS. */
    public String runAs() {
        return runAs;
    }

    public void runAs(String user) {
        runAs = user;
    }
}
