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
    public static final String OPENING = "opening";
    public static final String RUNNING = "running";
    public static final String ENDED = "ended";
    public static final String LOST = "lost";
    public static final String RESTORED = "restored";

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
    private Long pid;
    @Column(name = "pid_started")
    private Long pidStarted;
    @Column(name = "boot_id")
    private String bootId;
    @Column(name = "lost_because")
    private String lostBecause;
    private String successor;
    private boolean orphan;
    private boolean kept;
    @Column(name = "ended_because")
    private String endedBecause;

    protected SessionRecord() {
        // for JPA
    }

    /** A session that is being opened. @param node host name of its keeper */
    public SessionRecord(String id, String kind, Project project, User owner, List<String> command, String directory, String node, Instant createdAt) {
        this.id = id;
        this.kind = kind;
        this.project = project;
        this.owner = owner;
        this.command = List.copyOf(command);
        this.directory = directory;
        this.node = node;
        this.state = OPENING;
        this.createdAt = createdAt;
        this.lastActivityAt = createdAt;
    }

    /** Its process is there: pid, start in clock ticks since boot, and the boot; null where its keeper does not tell. */
    public void process(long newPid, Long started, String boot) {
        pid = newPid;
        pidStarted = started;
        bootId = boot;
    }

    /** It runs, or does after all. */
    public void running() {
        state = RUNNING;
        endedAt = null;
        lostBecause = null;
    }

    /** It ended by itself or by a signal; one of the two numbers is null. */
    public void ended(Instant at, Integer newExitCode, Integer newSignal) {
        state = ENDED;
        endedAt = at;
        exitCode = newExitCode;
        signal = newSignal;
        lostBecause = null;
    }

    /** Its keeper is gone, and it with it. @param because a word of {@code session} */
    public void lost(Instant at, String because) {
        state = LOST;
        endedAt = at;
        lostBecause = because;
    }

    /** @param newSuccessor id of the session that goes on in its place */
    public void restored(String newSuccessor) {
        state = RESTORED;
        successor = newSuccessor;
    }

    public void lastActivity(Instant at) {
        lastActivityAt = at;
    }

    /** It was found without a row. */
    public void orphan() {
        orphan = true;
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

    /** {@link #OPENING}, {@link #RUNNING}, {@link #ENDED}, {@link #LOST} or {@link #RESTORED}. */
    public String state() {
        return state;
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

    /** Of its child; null while there is none, and from a keeper that does not tell. */
    public Long pid() {
        return pid;
    }

    /** Clock ticks since the machine's boot. */
    public Long pidStarted() {
        return pidStarted;
    }

    public String bootId() {
        return bootId;
    }

    /** A word of {@code session}; null when it is not lost. */
    public String lostBecause() {
        return lostBecause;
    }

    /** Id of the session that goes on in its place, or null. */
    public String successor() {
        return successor;
    }

    /** Whether it was found without a row, and this one was made for it. */
    public boolean isOrphan() {
        return orphan;
    }

    /** Whether it is never ended for want of viewers. */
    public boolean isKept() {
        return kept;
    }

    public void kept(boolean newKept) {
        kept = newKept;
    }

    /** A word of {@code session} for an end that its program did not choose; else null. */
    public String endedBecause() {
        return endedBecause;
    }

    public void endedBecause(String because) {
        endedBecause = because;
    }
}
