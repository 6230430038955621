package dev.longshell.audit;

import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import dev.longshell.setting.Settings;
import dev.longshell.store.AuditEntry;
import dev.longshell.store.AuditRepository;
import dev.longshell.store.FileQueue;
import dev.longshell.store.Node;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes down what happens; knows nothing of what it means.
 *
 * <p>A line goes to a file of this gateway at once, and from there to the database, in order, by one thread ({@link AuditWriter}). So whoever records waits for no
 * database, and nothing is lost when the gateway is killed or PostgreSQL is away.
 */
@ApplicationScoped
public class Audit {
    private static final Logger LOG = Logger.getLogger(Audit.class.getName());
    /** Some 200,000 rows: a day without PostgreSQL at two a second. */
    static final long MOST_BYTES = 64L << 20;
    private static final long STOP_MILLIS = 3_000;

    private final AtomicLong lost = new AtomicLong();
    private final Strangers strangers = new Strangers(System::nanoTime);
    private Path directory;
    private AuditRepository repository;
    private Path file;
    private FileQueue queue;
    private AuditWriter writer;

    protected Audit() {
        // for the container's proxy
    }

    @Inject
    public Audit(Settings settings, AuditRepository repository) {
        this.directory = settings.home().resolve("audit");
        this.repository = repository;
    }

    @PostConstruct
    void open() {
        try {
            PrivateFiles.directory(directory);
            file = directory.resolve(UUID.randomUUID() + AuditWriter.SUFFIX);
            queue = FileQueue.open(file, MOST_BYTES).orElseThrow();
            writer = new AuditWriter(queue, file, repository);
            writer.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be written down in " + directory, e);
        }
    }

    void begin(@Observes Startup startup) {
        record(Action.GATEWAY_START, null, null, Outcome.DONE, "process " + ProcessHandle.current().pid());
    }

    /**
     * Takes down one thing, with the time and the address of the request that this thread serves; of what strangers are refused, as much as {@link Strangers} has rows for. Returns at once.
     *
     * @param who    username, as given by a stranger too; null for the house itself
     * @param about  what it was done to: a session's id, a project's slug, a username; null where the action says it all
     * @param detail for people, such as a fault's code; null for nothing more. Never a secret
     */
    public void record(Action action, String who, String about, Outcome outcome, String detail) {
        if (outcome == Outcome.REFUSED) {
            CurrentRequest.refusalIsRecorded();
            boolean stranger = who == null || action == Action.LOGIN;
            if (stranger && !strangers.hasRow(CurrentRequest.address())) {
                return;
            }
        }
        long missing = lost.getAndSet(0);
        if (missing > 0 && !add(entry(null, null, Action.AUDIT_LOST, null, Outcome.FAILED, missing + " rows"))) {
            lost.addAndGet(missing);
        }
        long more = strangers.leftOut();
        if (more > 0) {
            take(entry(null, null, Action.REQUEST, null, Outcome.REFUSED, more + " more of strangers, who were too many for a row each"));
        }
        take(entry(who, CurrentRequest.address(), action, about, outcome, detail));
    }

    private void take(AuditEntry entry) {
        if (!add(entry) && lost.getAndIncrement() == 0) {
            LOG.severe(() -> "The audit loses rows: " + file + " is full or cannot be written");
        }
    }

    /** As {@link #record}, with the fault that an attempt ended with: a refusal, or a failure where it is not the asker's. */
    public void recordFault(Action action, String who, String about, FaultException fault) {
        record(action, who, about, fault.fault().isRefusal() ? Outcome.REFUSED : Outcome.FAILED, fault.fault().code());
    }

    /** For a door: a request that was refused, unless a room behind it has recorded a refusal already, with more to say. Faults of ours are no refusals. */
    public void recordRefusedRequest(String who, String about, FaultException fault) {
        if (fault.fault().isRefusal() && !CurrentRequest.isRefusalRecorded()) {
            recordFault(Action.REQUEST, who, about, fault);
        }
    }

    private static AuditEntry entry(String who, String address, Action action, String about, Outcome outcome, String detail) {
        return new AuditEntry(UUID.randomUUID(), Instant.now(), Plain.line(who), Plain.line(address), action.word(), Plain.line(about), outcome.word(),
                Plain.line(detail), Node.NAME);
    }

    private boolean add(AuditEntry entry) {
        try {
            return queue.add(EntryLine.write(entry));
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be written", e);
            return false; // counted as lost, and said with the next row that there is room for
        }
    }

    void stop(@Observes Shutdown shutdown) {
        record(Action.GATEWAY_STOP, null, null, Outcome.DONE, "process " + ProcessHandle.current().pid());
    }

    /** What is still on its way goes to the database, or stays in the file for the next gateway. */
    @PreDestroy
    void close() {
        writer.stop(STOP_MILLIS);
        try {
            boolean empty = queue.isEmpty();
            queue.close();
            if (empty) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, file + " cannot be given back", e);
        }
    }
}
