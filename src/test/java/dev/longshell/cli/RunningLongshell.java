package dev.longshell.cli;

import static org.awaitility.Awaitility.await;

import dev.longshell.attack.IdentityProvider;
import dev.longshell.wire.KeeperHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A whole server of its own for a test, as an operator would start it: {@code java -jar target/longshell.jar up} with a LONGSHELL_HOME and ports
 * that nobody else has; needs {@code ./mvnw package} before. Closing it ends all that it caused: gateway, PostgreSQL and keeper.
 */
public final class RunningLongshell implements AutoCloseable {
    /** An address of this machine from which the shared server believes X-Forwarded-*; only who means to be a proxy comes from there. */
    public static final String TRUSTED_PROXY = "127.0.0.99";
    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static RunningLongshell shared;

    private final Path home;
    private final int port;
    private final Map<String, String> settings;
    private final boolean ownsHome;
    private final List<String> arguments;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private String umask = "022";
    private Process up;

    private RunningLongshell(Path home, boolean ownsHome, Map<String, String> extra, String... arguments) {
        this.home = home;
        this.arguments = List.of(arguments);
        this.ownsHome = ownsHome;
        this.port = extra.containsKey("PORT") ? Integer.parseInt(extra.get("PORT")) : freePort();
        this.settings = new TreeMap<>(Map.of("LONGSHELL_HOME", home.toString(), "PORT", Integer.toString(port),
                "WS_TERMINAL_PORT", Integer.toString(freePort()), "WS_CLAUDE_PORT", "0", "BIND_ADDRESS", "127.0.0.1", "SHELL_COMMAND", "/bin/bash"));
        settings.putAll(extra);
    }

    /** One for all tests of this JVM that only use it; ends with the JVM. Its Claude sessions show what they are typed. */
    public static synchronized RunningLongshell shared() {
        if (shared == null) {
            shared = start(Map.of("TRUSTED_PROXIES", TRUSTED_PROXY, "OIDC_ISSUER", IdentityProvider.shared().issuer(), "OIDC_CLIENT_ID", IdentityProvider.CLIENT,
                    "OIDC_CLIENT_SECRET", IdentityProvider.SECRET, "CLAUDE_COMMAND", "cat -v"));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "shared-longshell-stop"));
        }
        return shared;
    }

    /** One of its own, ready to be used. */
    public static RunningLongshell start() {
        return start(Map.of());
    }

    /** One of its own with further settings, ready to be used. */
    public static RunningLongshell start(Map<String, String> settings) {
        RunningLongshell longshell = new RunningLongshell(newHome(), true, settings);
        longshell.startOrClose();
        return longshell;
    }

    /** One of its own under that umask, ready to be used. */
    public static RunningLongshell startUnder(String umask) {
        RunningLongshell longshell = new RunningLongshell(newHome(), true, Map.of());
        longshell.umask = umask;
        longshell.startOrClose();
        return longshell;
    }

    /** Another gateway of the same home on other ports, ready to be used; close it before this one. */
    public RunningLongshell startAnother() {
        return startAnother(Map.of());
    }

    /** Another with further settings, and further arguments of {@code up}. */
    public RunningLongshell startAnother(Map<String, String> settings, String... arguments) {
        RunningLongshell another = new RunningLongshell(home, false, settings, arguments);
        another.startOrClose();
        return another;
    }

    private void startOrClose() {
        try {
            restart();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Starts {@code up} again, with the same settings, and waits until it is ready. */
    public void restart() {
        launch();
        await("the line that says ready; so far:\n" + output).atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> isReady() || !up.isAlive());
        if (!up.isAlive()) {
            throw new AssertionError("up ended with " + up.exitValue() + ":\n" + String.join("\n", output));
        }
    }

    private void launch() {
        output.clear();
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "umask " + umask + "; exec \"$@\"", "sh", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar().toString(), "up").redirectErrorStream(true);
        builder.command().addAll(arguments);
        builder.environment().keySet().removeIf(name -> name.equals("DATABASE_URL") || name.equals("JWT_SECRET") || name.equals("LONGSHELL_ADMIN_PASSWORD"));
        builder.environment().putAll(settings);
        try {
            up = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::readOutput, "up-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void readOutput() {
        try (BufferedReader lines = up.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(its output ended: " + e.getMessage() + ")");
        }
    }

    private boolean isReady() {
        return output.stream().anyMatch(line -> line.startsWith("Longshell is ready at "));
    }

    /** The console's address, with a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    public int port() {
        return port;
    }

    /** The extra listener of the terminal channel. */
    public int terminalPort() {
        return Integer.parseInt(settings.get("WS_TERMINAL_PORT"));
    }

    /** What its server says. */
    public Path log() {
        return home.resolve("log").resolve("gateway-" + port + ".log");
    }

    public Path home() {
        return home;
    }

    public String adminUsername() {
        return "admin";
    }

    public String adminPassword() {
        return settings.containsKey("LONGSHELL_ADMIN_PASSWORD") ? settings.get("LONGSHELL_ADMIN_PASSWORD") : text(home.resolve("admin-password")).orElseThrow();
    }

    /** What {@code up} has printed since its last start. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** Its last line so far. */
    public String readyLine() {
        return output.get(output.size() - 1);
    }

    /** What {@code longshell status} says of it. */
    public String status() {
        return Ran.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-jar", jar().toString(), "status",
                "--home", home.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1"), "").output();
    }

    public ProcessHandle up() {
        return up.toHandle();
    }

    /** Payara Micro. */
    public ProcessHandle gateway() {
        return text(home.resolve("gateway").resolve(port + ".process")).flatMap(line -> ProcessHandle.of(Long.parseLong(line.split(" ")[0]))).orElseThrow();
    }

    /** The keeper of this home; empty while none was needed. */
    public Optional<ProcessHandle> keeper() {
        return text(KeeperHome.of(home).lock()).filter(pid -> pid.matches("\\d+")).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    /** The keeper of those sessions that run as that OS user; empty while none was needed. */
    public Optional<ProcessHandle> keeperOf(String user) {
        return text(KeeperHome.of(home, user).lock()).filter(pid -> pid.matches("\\d+")).flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    private List<ProcessHandle> keepersOfOthers() {
        try (Stream<Path> files = Files.list(home)) {
            return files.flatMap(file -> KeeperHome.userOf(file).flatMap(this::keeperOf).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ProcessHandle> retiredKeepers() {
        try (Stream<Path> files = Files.list(KeeperHome.of(home).directory())) {
            return files.map(KeeperHome::retiredPid).filter(OptionalLong::isPresent).flatMap(pid -> ProcessHandle.of(pid.getAsLong()).stream()).toList();
        } catch (IOException e) {
            return List.of(); // none was ever needed
        }
    }

    /** The embedded PostgreSQL of this home; empty when none runs. */
    public Optional<ProcessHandle> postgres() {
        return text(home.resolve("postgres/data/postmaster.pid")).map(lines -> lines.lines().findFirst().orElse("")).filter(pid -> pid.matches("\\d+"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    }

    /** SIGKILL to Payara Micro; returns when {@code up} has noticed and ended. @return its exit code */
    public int killGateway() {
        gateway().destroyForcibly();
        return awaitEnd();
    }

    /** SIGKILL to {@code up} itself; what it started stays. */
    public void killUp() {
        up.destroyForcibly();
        awaitEnd();
    }

    /** SIGKILL to the embedded PostgreSQL; returns when it is gone. {@code up} starts it again. */
    public void killPostgres() {
        ProcessHandle postgres = postgres().orElseThrow();
        postgres.destroyForcibly();
        postgres.onExit().join();
    }

    /** SIGTERM to {@code up}, as Ctrl-C; returns when it has ended. */
    public void stop() {
        up.destroy();
        awaitEnd();
    }

    /** Returns when {@code up} has ended, by whatever. @return its exit code */
    public int awaitEnd() {
        try {
            if (!up.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("up does not end:\n" + String.join("\n", output));
            }
            return up.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (up != null && up.isAlive()) {
            stop();
        }
        text(home.resolve("gateway").resolve(port + ".process")).flatMap(line -> ProcessHandle.of(Long.parseLong(line.split(" ")[0]))).ifPresent(RunningLongshell::end);
        if (!ownsHome) {
            return;
        }
        keeper().ifPresent(RunningLongshell::end);
        keepersOfOthers().forEach(RunningLongshell::end);
        retiredKeepers().forEach(RunningLongshell::end);
        postgres().ifPresent(RunningLongshell::end);
        try {
            Workshop.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        CompletableFuture<ProcessHandle> end = process.onExit().completeOnTimeout(null, STOP.toSeconds(), TimeUnit.SECONDS);
        if (end.join() == null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static Path newHome() {
        try {
            return Files.createTempDirectory("longshell-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // deleted meanwhile
        }
    }

    static Path jar() {
        return Path.of(System.getProperty("longshell.jar", "target/longshell.jar")).toAbsolutePath();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
