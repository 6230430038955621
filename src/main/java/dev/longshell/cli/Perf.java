package dev.longshell.cli;

import dev.longshell.fault.FaultException;
import dev.longshell.fault.Fault;
import dev.longshell.keeper.RawTerminal;
import dev.longshell.wire.OpenSession;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures a running server against a bare terminal of the same machine in the same run: echo, throughput, opening, many at once; knows nothing of the gateway's
 * inside. docs/performance.md says what the figures mean.
 */
@Command(name = "perf", mixinStandardHelpOptions = true,
        description = "Measures a server on this machine against a bare terminal: echo, throughput, opening, many sessions at once.")
final class Perf implements Callable<Integer> {
    private static final double ECHO_BOUND = 3.0;
    private static final double RATE_BOUND = 0.95;
    /** As many as the compiler of a fresh server wants before it has seen the whole way. */
    private static final int WARM_UP_OPENS = 100;
    private static final double OPEN_BOUND_MILLIS = 5.0;
    /** Keys between two changes of side, so that a busy moment of the machine falls on both. */
    private static final int ROUND = 100;
    private static final int WARM_UP = 2_000;
    /** Between two typed keys: long enough for every core to go idle, as it is before any key that a finger presses. */
    private static final long TYPING_PAUSE_NANOS = 2_000_000;
    private static final int TYPED_ROUND = 25;
    /** Microseconds; a bare echo below them found its child on the reader's own core, awake. No other takes 10 to 30. */
    private static final double SAME_CORE_MICROS = 20;
    /** Texts read on each side by turns. */
    private static final int TEXTS = 3;
    private static final List<String> ECHO = List.of("/bin/sh", "-c", "stty raw -echo; printf R; exec cat");
    private static final List<String> PROMPT = List.of("/bin/bash", "--noprofile", "--norc", "-i");

    @Option(names = "--url", paramLabel = "URL", description = "The server; default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("http://127.0.0.1:4110");
    @Option(names = "--user", description = "Who logs in; default: ${DEFAULT-VALUE}.")
    private String user = "admin";
    @Option(names = "--password", description = "The user's password; default: $LONGSHELL_ADMIN_PASSWORD.", defaultValue = "${env:LONGSHELL_ADMIN_PASSWORD}")
    private String password;
    @Option(names = "--token", description = "A token instead of a password.")
    private String token;
    @Option(names = "--project", description = "Where sessions are opened; default: ${DEFAULT-VALUE}.")
    private String project = "home";
    @Option(names = "--typed", paramLabel = "N", description = "Keys echoed on each side with a pause before each, as fingers make it; default: ${DEFAULT-VALUE}.")
    private int typed = 1_000;
    @Option(names = "--echo", paramLabel = "N", description = "Keys echoed on each side one upon the other; default: ${DEFAULT-VALUE}.")
    private int echoes = 3_000;
    @Option(names = "--bytes", paramLabel = "N", description = "Bytes of plain text; default: ${DEFAULT-VALUE}.")
    private long bytes = 200_000_000;
    @Option(names = "--opens", paramLabel = "N", description = "Sessions opened one after another; default: ${DEFAULT-VALUE}.")
    private int opens = 30;
    @Option(names = "--sessions", paramLabel = "N", description = "Sessions that echo at once; default: ${DEFAULT-VALUE}. SESSION_MAX_PER_PROJECT must allow them.")
    private int sessions = 50;
    @Option(names = "--gate", description = "Exit with 1 when a bound is missed.")
    private boolean gate;
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    private PerfServer server;
    private boolean missed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (token == null && password == null) {
            throw new CommandLine.ParameterException(specification.commandLine(), "Give --password or --token.");
        }
        server = new PerfServer(url, project, token, user, password);
        print("%-40s %10s %10s %8s  %s", "", "bare", "longshell", "ratio", "bound");
        if (typed > 0) {
            echo("echo, cat in raw mode", ECHO, (byte) 'R');
            echo("echo, bash prompt", PROMPT, (byte) ' ');
        }
        if (opens > 0) {
            opening();
        }
        if (bytes > 0) {
            throughput();
        }
        if (sessions > 0) {
            manyAtOnce();
        }
        server.forget();
        return gate && missed ? 1 : 0;
    }

    // --- echo

    /** @param ready last byte of what the program says when it takes keys */
    private void echo(String what, List<String> command, byte ready) throws IOException, InterruptedException {
        String id = server.open(command);
        try (RawTerminal bare = RawTerminal.open(session(command));
             ServedTerminal served = ServedTerminal.attach(server.url(), server.token(), id, "leaping")) {
            Side here = new Side(bare::write, bare::read, bare::last);
            Side there = new Side(served::write, served::read, served::last);
            here.await(ready);
            there.await(ready);
            alternate(here, there, WARM_UP, ROUND, 0);
            tell(what + ", typed", alternate(here, there, typed, TYPED_ROUND, TYPING_PAUSE_NANOS), true);
            tell(what + ", at once", alternate(here, there, echoes, ROUND, 0), false);
        } finally {
            server.end(id);
        }
    }

    private static Pairs alternate(Side here, Side there, int keys, int round, long pauseNanos) throws IOException {
        Pairs pairs = new Pairs();
        for (int done = 0; done < keys; done += round) {
            pairs.add(here.echo(round, pauseNanos), there.echo(round, pauseNanos));
        }
        return pairs;
    }

    private void tell(String what, Pairs pairs, boolean bound) {
        Durations bare = pairs.bare();
        Durations served = pairs.served();
        String classes = pairs.bareBelow(SAME_CORE_MICROS) + " of " + pairs.blocks() + " bare blocks on one core";
        row(what + ", us", bare.median(), served.median(), pairs.ratio(), !bound || pairs.ratio() <= ECHO_BOUND, (bound ? "<= " + ECHO_BOUND + ", " : "") + classes);
        for (int percent : new int[] {90, 99}) {
            print("%-40s %10.1f %10.1f %8.2f", what + ", p" + percent, bare.percentile(percent), served.percentile(percent), served.percentile(percent) / bare.percentile(percent));
        }
    }

    // --- opening

    private void opening() throws IOException, InterruptedException {
        long[] bareNanos = new long[opens];
        long[] servedNanos = new long[opens];
        for (int index = -WARM_UP_OPENS; index < opens; index++) {
            long bare = openBare();
            long served = openServed();
            if (index >= 0) {
                bareNanos[index] = bare;
                servedNanos[index] = served;
            }
        }
        double bare = new Durations(bareNanos).median() / 1_000;
        double served = new Durations(servedNanos).median() / 1_000;
        row("open to prompt, median ms", bare, served, served / bare, served - bare <= OPEN_BOUND_MILLIS,
                String.format("%+.1f ms <= +%.0f ms", served - bare, OPEN_BOUND_MILLIS));
    }

    private static long openBare() throws IOException {
        long begin = System.nanoTime();
        try (RawTerminal terminal = RawTerminal.open(session(PROMPT))) {
            terminal.read();
            return System.nanoTime() - begin;
        }
    }

    private long openServed() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String id = server.open(PROMPT);
        try (ServedTerminal terminal = ServedTerminal.attach(server.url(), server.token(), id, "leaping")) {
            terminal.read();
            return System.nanoTime() - begin;
        } finally {
            server.end(id);
        }
    }

    // --- throughput

    private void throughput() throws IOException, InterruptedException {
        Path text = plainText();
        try {
            List<String> command = List.of("/bin/sh", "-c", "read start; exec cat " + text);
            Pairs leaping = new Pairs();
            Pairs lossless = new Pairs();
            for (int round = 0; round < TEXTS; round++) {
                leaping.add(new long[] {bareText(command)}, new long[] {servedText(command, "leaping")});
                lossless.add(new long[] {bareText(command)}, new long[] {servedText(command, "lossless")});
            }
            rate("leaping", leaping, true);
            rate("lossless", lossless, false);
        } finally {
            Files.delete(text);
        }
    }

    private static long bareText(List<String> command) {
        try (RawTerminal terminal = RawTerminal.open(session(command))) {
            terminal.write(new byte[] {'\n'});
            long begin = System.nanoTime();
            while (terminal.read() >= 0) {
                // only the time counts
            }
            return System.nanoTime() - begin;
        }
    }

    private long servedText(List<String> command, String mode) throws IOException, InterruptedException {
        String id = server.open(command);
        try (ServedTerminal terminal = ServedTerminal.attach(server.url(), server.token(), id, mode)) {
            terminal.write(new byte[] {'\n'});
            long begin = System.nanoTime();
            long received = 0;
            for (int read = terminal.read(); read >= 0; read = terminal.read()) {
                received += read;
            }
            long nanos = System.nanoTime() - begin;
            print("  %s: %d leaps, %.0f MB seen, close %d", mode, terminal.leaps(), received / 1e6, terminal.closeCode());
            return nanos;
        }
    }

    private void rate(String mode, Pairs texts, boolean bound) {
        double ratio = 1 / texts.ratio();
        row(bytes / 1_000_000 + " MB, " + mode + ", MB/s", bytes / texts.bare().median(), bytes / texts.served().median(), ratio,
                !bound || ratio >= RATE_BOUND, bound ? ">= " + RATE_BOUND : "");
    }

    /** A file of lines of 80 characters. */
    private Path plainText() throws IOException {
        Path file = Files.createTempFile("longshell-perf-", ".txt");
        byte[] line = "The quick brown fox jumps over the lazy dog, 0123456789 times, and nobody waits.\n".getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long written = 0; written < bytes; written += line.length) {
                out.write(line);
            }
        }
        return file;
    }

    // --- many at once

    private void manyAtOnce() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        try {
            for (int index = 0; index < sessions; index++) {
                ids.add(server.open(ECHO));
            }
            List<Callable<long[]>> work = new ArrayList<>();
            ids.forEach(id -> work.add(() -> echoAlone(id)));
            long begin = System.nanoTime();
            List<Future<long[]>> done = threads.invokeAll(work);
            double seconds = (System.nanoTime() - begin) / 1e9;
            long[] all = done.stream().flatMapToLong(future -> java.util.Arrays.stream(result(future))).toArray();
            Durations echoed = new Durations(all);
            print("%-40s %10s %10.1f %8s  p99 %.1f us, %d keys in %.1f s, every one echoed", sessions + " sessions, echo median us", "", echoed.median(), "", echoed.percentile(99), all.length, seconds);
        } finally {
            threads.shutdownNow();
            for (String id : ids) {
                server.end(id);
            }
        }
    }

    private static long[] result(Future<long[]> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new FaultException(Fault.START_FAILED, "A session of many did not echo: " + e.getCause(), e);
        }
    }

    private long[] echoAlone(String id) throws IOException {
        try (ServedTerminal served = ServedTerminal.attach(server.url(), server.token(), id, "leaping")) {
            Side there = new Side(served::write, served::read, served::last);
            there.await((byte) 'R');
            return there.echo(ROUND, 0);
        }
    }

    // --- said

    private void row(String what, double bare, double served, double ratio, boolean met, String bound) {
        missed |= !met;
        print("%-40s %10.1f %10.1f %8.2f  %s%s", what, bare, served, ratio, bound, met ? "" : "  MISSED");
    }

    private void print(String format, Object... values) {
        PrintWriter out = specification.commandLine().getOut();
        out.println(String.format(format, values));
        out.flush();
    }

    private static OpenSession session(List<String> command) {
        return new OpenSession("perf", "terminal", command, System.getProperty("java.io.tmpdir"), Map.of("PATH", System.getenv("PATH"), "TERM", "xterm-256color",
                "HOME", System.getProperty("user.home"), "LANG", "C.UTF-8"), 80, 24, 0, false);
    }

    private interface Writing {
        void write(byte[] bytes) throws IOException;
    }

    private interface Reading {
        int read() throws IOException;
    }

    private interface Last {
        byte get();
    }

    /** One end of a terminal. @param writing types @param reading waits for output, and gives its length @param last byte of it */
    private record Side(Writing writing, Reading reading, Last last) {
        /** Each key is another letter than the one before, so that nothing left over can be taken for its echo. */
        private static final int LETTERS = 26;
        /** Kill the line, as readline and cat take it: so that no key meets the end of a row. */
        private static final byte[] CLEAR = {0x15};
        private static final int KEYS_A_LINE = 50;

        /** @param pauseNanos before each key @return nanoseconds from each key to its echo */
        long[] echo(int keys, long pauseNanos) throws IOException {
            long[] nanos = new long[keys];
            for (int index = 0; index < keys; index++) {
                if (index % KEYS_A_LINE == 0) {
                    writing.write(CLEAR); // what it shows comes in front of the next key
                }
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(pauseNanos);
                }
                byte[] key = {(byte) ('a' + index % LETTERS)};
                long begin = System.nanoTime();
                writing.write(key);
                await(key[0]);
                nanos[index] = System.nanoTime() - begin;
            }
            return nanos;
        }

        /** Reads until output ends with that byte. */
        void await(byte end) throws IOException {
            do {
                if (reading.read() < 0) {
                    throw new IOException("a session ended while it was measured");
                }
            } while (last.get() != end);
        }
    }
}
