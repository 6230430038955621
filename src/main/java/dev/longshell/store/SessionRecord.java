package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** What is remembered of a session, also when its keeper is gone; knows nothing of what it is doing right now. */
@Entity
@Table(name = "sessions")
public class SessionRecord {
    public static final String RUNNING = "running";
    public static final String ENDED = "ended";
    public static final String LOST = "lost";

    @Id
    private String id;
    private String kind;
    @ManyToOne
    @JoinColumn(name = "project_id")
    private Project project;
    @ManyToOne
    @JoinColumn(name = "owner_id")
    private User owner;
    private String name;
    @Convert(converter = WordsColumn.class)
    private List<String> command;
    private String directory;
    private String node;
    private String state;
    @Column(name = "created_at")
    private Instant createdAt;
    @Column(name = "last_activity_at")
    private Instant lastActivityAt;
    @Column(name = "ended_at")
    private Instant endedAt;
    @Column(name = "exit_code")
    private Integer exitCode;
    private Integer signal;

    protected SessionRecord() {
        // for JPA
    }

    /** A running session. @param node host name of its keeper */
    public SessionRecord(String id, String kind, Project project, User owner, List<String> command, String directory, String node, Instant createdAt) {
        this.id = id;
        this.kind = kind;
        this.project = project;
        this.owner = owner;
        this.command = List.copyOf(command);
        this.directory = directory;
        this.node = node;
        this.state = RUNNING;
        this.createdAt = createdAt;
        this.lastActivityAt = createdAt;
    }

    /** It ended by itself or by a signal; one of the two numbers is null. A session that ended stays as it ended. */
    public void ended(Instant at, Integer newExitCode, Integer newSignal, Instant lastActivity) {
        if (state.equals(ENDED)) {
            return;
        }
        state = ENDED;
        endedAt = at;
        exitCode = newExitCode;
        signal = newSignal;
        lastActivityAt = lastActivity;
    }

    /** Its keeper is gone, and it with it. */
    public void lost(Instant at) {
        if (!state.equals(RUNNING)) {
            return;
        }
        state = LOST;
        endedAt = at;
    }

    public String id() {
        return id;
    }

    public String kind() {
        return kind;
    }

    public Project project() {
        return project;
    }

    public User owner() {
        return owner;
    }

    /** Given by its owner, or null. */
    public String name() {
        return name;
    }

    public void name(String newName) {
        name = newName;
    }

    /** Argument vector as handed to the keeper. */
    public List<String> command() {
        return command;
    }

    public String directory() {
        return directory;
    }

    public String node() {
        return node;
    }

    /** {@link #RUNNING}, {@link #ENDED} or {@link #LOST}. */
    public String state() {
        return state;
    }

    public boolean running() {
        return state.equals(RUNNING);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant lastActivityAt() {
        return lastActivityAt;
    }

    /** Null while it runs. */
    public Instant endedAt() {
        return endedAt;
    }

    /** 0 to 255 when it exited by itself, else null. */
    public Integer exitCode() {
        return exitCode;
    }

    /** Number of the signal that ended it, else null. */
    public Integer signal() {
        return signal;
    }
}
