package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The PostgreSQL of LONGSHELL_HOME for whoever has no DATABASE_URL: one server, used by every {@code up} of that home; knows no table.
 *
 * <pre>
 *   absent -- initdb --> data -- start (or adopt one that runs) --> used by 1..n -- the last one closes --> data
 * </pre>
 *
 * Whoever uses it holds a shared lock on {@code users.lock}, which ends with its process however that ends; who starts or stops the server holds
 * {@code change.lock}. The server is a daemon in a session of its own (pg_ctl makes it one): neither Ctrl-C nor kill -9 of {@code up} reaches it.
 * It listens on 127.0.0.1 only, with a generated password (SCRAM-SHA-256, RFC 7677) for everybody, and on no Unix socket.
 */
final class Postgres implements AutoCloseable {
    static final String USER = "longshell";
    private static final String DATABASE = "longshell";
    /** Recovery of a large log after a power cut takes its time. */
    private static final String START_SECONDS = "120";
    private static final String STOP_SECONDS = "60";

    private final PostgresPrograms programs;
    private final Path directory;
    private final Path log;
    private FileLock use;

    private Postgres(PostgresPrograms programs, Home home) {
        this.programs = programs;
        this.directory = home.folder("postgres");
        this.log = home.folder("log").resolve("postgres.log");
    }

    /**
     * Makes the data where there is none and starts the server where none runs; returns when it answers.
     *
     * @throws FaultException STORAGE_FULL, DATABASE_UNAVAILABLE with PostgreSQL's own words for data that it cannot open
     */
    static Postgres start(Home home, Workshop workshop) {
        Postgres postgres = new Postgres(PostgresPrograms.unpackedIn(workshop), home);
        FileLock change = postgres.change();
        try {
            postgres.makeData();
            if (!postgres.runs()) {
                postgres.startServer();
            }
            postgres.use = Home.lock(postgres.directory.resolve("users.lock"), true);
            return postgres;
        } finally {
            Home.release(change);
        }
    }

    /**
     * Starts the server when it ended by itself: crashed, killed, or given up on a full volume. Cheap while it runs.
     *
     * @return true when it had to; false also while somebody else is starting or stopping it
     * @throws FaultException as {@link #start}
     */
    boolean startAgainIfEnded() {
        if (runs()) {
            return false;
        }
        FileLock change = Home.tryLock(directory.resolve("change.lock"));
        if (change == null) {
            return false;
        }
        try {
            if (runs()) {
                return false;
            }
            startServer();
            return true;
        } finally {
            Home.release(change);
        }
    }

    /** What DATABASE_URL would say; carries the password. */
    String url() {
        return "postgresql://" + USER + ":" + text("password") + "@127.0.0.1:" + text("port") + "/" + DATABASE;
    }

    /** Ends this use, and the server when it was the last one. */
    @Override
    public void close() {
        FileLock change = change();
        try {
            Home.release(use);
            FileLock alone = Home.tryLock(directory.resolve("users.lock"));
            if (alone == null) {
                return;
            }
            try {
                if (runs()) {
                    control("stop", List.of("-m", "fast", "-w", "-t", STOP_SECONDS), "PostgreSQL does not stop");
                }
            } finally {
                Home.release(alone);
            }
        } finally {
            Home.release(change);
        }
    }

    private FileLock change() {
        return Home.lock(directory.resolve("change.lock"), false);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private void makeData() {
        if (Files.isDirectory(data())) {
            refuseOtherVersion();
            return;
        }
        Path draft = directory.resolve("data.draft");
        try {
            Workshop.delete(draft);
            Home.writePrivately(directory.resolve("password"), Home.newSecret().getBytes(StandardCharsets.UTF_8));
            check(run("initdb", List.of("-D", draft.toString(), "--username=" + USER, "--pwfile=" + directory.resolve("password"),
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums"), ""), "initdb fails");
            check(run("postgres", List.of("--single", "-D", draft.toString(), "postgres"), "create database " + DATABASE + "\n"), "The database cannot be made");
            Files.move(draft, data());
        } catch (IOException e) {
            throw Home.fault(e, "The database's directory " + data() + " cannot be made");
        }
    }

    private void refuseOtherVersion() {
        Path file = data().resolve("PG_VERSION");
        String version;
        try {
            version = Files.readString(file).strip();
        } catch (IOException e) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "The database's directory " + data() + " is broken: " + file.getFileName() + " cannot be read. "
                    + "Put a backup in its place, or move it away to begin with an empty one.", e);
        }
        if (!version.equals(PostgresPrograms.MAJOR_VERSION)) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "The database's directory " + data() + " belongs to PostgreSQL " + version
                    + "; this build has " + PostgresPrograms.VERSION + ". Move the data with pg_dump.");
        }
    }

    private boolean runs() {
        return new PostmasterFile(data()).server().isPresent();
    }

    /** Somebody who uses the data from where its processes cannot be seen, such as another container, holds a lock: then the file stays. */
    private void forgetStalePid() {
        PostmasterFile file = new PostmasterFile(data());
        FileLock alone = file.isStale() ? Home.tryLock(directory.resolve("users.lock")) : null;
        if (alone != null) {
            file.delete();
            Home.release(alone);
        }
    }

    private void startServer() {
        forgetStalePid();
        // Ours alone: what it reads of postgresql.conf stays as PostgreSQL wrote it.
        String options = String.join(" ", "-p", Integer.toString(port()), "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''", "-c fsync=on",
                "-c synchronous_commit=on", "-c max_connections=100", "-c log_min_messages=warning");
        emptyLog();
        control("start", List.of("-w", "-t", START_SECONDS, "-l", log.toString(), "-o", options), "PostgreSQL does not start");
    }

    /** The port of the last start when it is free; nobody but the next gateway asks for it, so another is as good. */
    private int port() {
        Path file = directory.resolve("port");
        if (Files.exists(file) && isFree(Integer.parseInt(text("port")))) {
            return Integer.parseInt(text("port"));
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Home.writePrivately(file, Integer.toString(probe.getLocalPort()).getBytes(StandardCharsets.UTF_8));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw Home.fault(e, "No free port is to be had for PostgreSQL");
        }
    }

    private static boolean isFree(int port) {
        try {
            PortHolder.refuseIfTaken("", "127.0.0.1", port);
            return true;
        } catch (FaultException e) {
            return false;
        }
    }

    private void control(String verb, List<String> options, String failure) {
        List<String> arguments = new java.util.ArrayList<>(List.of(verb, "-D", data().toString()));
        arguments.addAll(options);
        check(run("pg_ctl", arguments, ""), failure);
    }

    private Ran run(String program, List<String> arguments, String input) {
        return Ran.of(programs.command(program, arguments), input);
    }

    private void check(Ran ran, String failure) {
        if (ran.exitCode() == 0) {
            return;
        }
        String words = (ran.output() + "\n" + logText()).strip();
        if (words.contains("No space left on device")) {
            throw new FaultException(Fault.STORAGE_FULL, failure + ": the volume of " + directory + " is full.");
        }
        if (PostgresPrograms.isRoot() && words.contains("unshare")) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, failure + ": PostgreSQL refuses to run as root, and this machine forbids user namespaces. "
                    + "Run as another user, or set DATABASE_URL.");
        }
        throw new FaultException(Fault.DATABASE_UNAVAILABLE, failure + " on " + data() + ": " + lastWords(words));
    }

    private static String lastWords(String words) {
        List<String> lines = words.lines().filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:")).toList();
        return lines.isEmpty() ? words : String.join("\n", lines);
    }

    /** A log that holds this start only, by which a failure is explained; that of the last one is kept beside it. */
    private void emptyLog() {
        try {
            if (Files.exists(log)) {
                Files.move(log, earlierLog(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw Home.fault(e, log + " cannot be moved away");
        }
    }

    /** What the server said until it was started for the last time. */
    Path earlierLog() {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    private String logText() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            return ""; // the program's own output has to do
        }
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name)).strip();
        } catch (IOException e) {
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, directory.resolve(name) + " of the embedded PostgreSQL cannot be read.", e);
        }
    }
}
