package dev.longshell.audit;

import dev.longshell.os.PrivateFiles;
import dev.longshell.store.AuditEntry;
import dev.longshell.store.AuditRepository;
import dev.longshell.store.AuditRow;
import dev.longshell.store.FileQueue;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Carries lines from files to the database, on a thread of its own: this gateway's, and those that a killed gateway left behind. Knows nothing of who recorded them.
 *
 * <p>While the database is away the same lines are tried every second, so their order stays. A line that the database takes from nobody (it cannot be, for a reason
 * that waiting does not mend) is said in the log and dropped: it must not hold up the others.
 */
final class AuditWriter {
    static final String SUFFIX = ".queue";
    private static final String HEAD = "head";
    private static final Logger LOG = Logger.getLogger(AuditWriter.class.getName());
    /** One commit for so many: others who append wait for it. */
    private static final int BATCH = 100;
    private static final long RETRY_MILLIS = 1_000;
    /** What one click causes is written together, and after the click is answered; the file has it meanwhile. */
    private static final long GATHER_MILLIS = 50;
    /** How long it takes at most until somebody takes care of a killed gateway's lines. */
    private static final long LOOK_AROUND_MILLIS = 30_000;

    private final FileQueue own;
    private final Path ownFile;
    private final AuditRepository repository;
    private final Thread thread = new Thread(this::run, "longshell-audit");
    /** The database has not taken the last lines. */
    private volatile boolean waiting;

    AuditWriter(FileQueue own, Path ownFile, AuditRepository repository) {
        this.own = own;
        this.ownFile = ownFile;
        this.repository = repository;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends when all is written, or after that time; at once when the database is away, as it is for whoever still has a line when the container ends. */
    void stop(long millis) {
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (!own.isEmpty() && !waiting && System.nanoTime() - deadline < 0 && thread.isAlive()) {
                thread.join(10);
            }
            thread.interrupt();
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                adoptOthers();
                own.await(LOOK_AROUND_MILLIS);
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                drain(own);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway stops
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "The audit's files cannot be read; what is recorded stays in " + ownFile, e);
        }
    }

    private void adoptOthers() throws IOException, InterruptedException {
        List<Path> others;
        try (Stream<Path> files = Files.list(ownFile.getParent())) {
            others = files.filter(file -> file.toString().endsWith(SUFFIX) && !file.equals(ownFile)).toList();
        }
        for (Path other : others) {
            adopt(other);
        }
    }

    private void adopt(Path file) throws IOException, InterruptedException {
        try {
            Optional<FileQueue> left = FileQueue.open(file, Audit.MOST_BYTES);
            if (left.isPresent()) {
                try (FileQueue queue = left.get()) {
                    drain(queue);
                    Files.delete(file);
                }
            }
        } catch (OverlappingFileLockException e) {
            LOG.log(Level.FINE, file + " belongs to another gateway in this process", e);
        }
    }

    private void drain(FileQueue queue) throws IOException, InterruptedException {
        for (List<String> lines = queue.first(BATCH); !lines.isEmpty(); lines = queue.first(BATCH)) {
            if (!append(lines)) {
                queue.force();
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                continue;
            }
            queue.remove(lines);
        }
    }

    /** @return false while the database is away */
    private boolean append(List<String> lines) throws IOException {
        try {
            Optional<AuditRow> last = repository.append(lines.stream().flatMap(line -> entry(line).stream()).toList());
            waiting = false;
            if (last.isPresent()) {
                remember(last.get());
            }
            return true;
        } catch (RuntimeException e) {
            if (!isRefusedForGood(e)) {
                LOG.log(waiting ? Level.FINE : Level.WARNING, "The audit waits for the database: " + Reason.of(e));
                waiting = true;
                return false;
            }
            if (lines.size() > 1) {
                return appendOneByOne(lines);
            }
            LOG.log(Level.SEVERE, "A row of the audit is lost, the database refuses " + lines, e);
            return true;
        }
    }

    /** By its SQLSTATE (PostgreSQL appendix A): the data cannot be, or break a rule. */
    private static boolean isRefusedForGood(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"))) {
                return true;
            }
        }
        return false;
    }

    /** Those that the database has already are not appended again when the whole is tried once more. */
    private boolean appendOneByOne(List<String> lines) throws IOException {
        for (String line : lines) {
            if (!append(List.of(line))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<AuditEntry> entry(String line) {
        Optional<AuditEntry> entry = EntryLine.read(line);
        if (entry.isEmpty()) {
            LOG.severe(() -> "A row of the audit is lost, this is none: " + line);
        }
        return entry;
    }

    /** What the chain ended with when we last saw it, outside of the database: by this a verification notices that rows were taken off its end. */
    private void remember(AuditRow last) throws IOException {
        PrivateFiles.write(ownFile.resolveSibling(HEAD), (last.number() + " " + HexFormat.of().formatHex(last.hash()) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
