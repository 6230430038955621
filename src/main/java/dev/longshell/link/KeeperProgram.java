package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Ownership;
import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import dev.longshell.wire.Build;
import dev.longshell.wire.KeeperHome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keeper's program on disk and how it is started; knows nothing of whether one is needed.
 *
 * <p>The program is a file of its own below LONGSHELL_HOME, one for each build, so that a running keeper never depends on the folder of a WAR that the next
 * deployment removes.
 */
final class KeeperProgram {
    /** What a keeper may know of its gateway's environment: nothing secret, all that a shell's environment is made from (docs/configuration.md). */
    private static final Set<String> INHERITED = Set.of("PATH", "LANG", "HOME", "USER", "LOGNAME", "SHELL", "TZ");
    private static final String INHERITED_PREFIX = "LC_";

    private final Path longshellHome;
    private final String user;
    private final Supplier<InputStream> packed;

    /** @param user whose sessions it is for; null for the server's own @param packed opens longshell.jar as the WAR carries it, or gives null where it carries none */
    KeeperProgram(Path longshellHome, String user, Supplier<InputStream> packed) {
        this.longshellHome = longshellHome;
        this.user = user;
        this.packed = packed;
    }

    KeeperHome home() {
        return KeeperHome.of(longshellHome, user);
    }

    /** Starts a keeper; its output goes to its log. It leaves the gateway's terminal by itself, so that a Ctrl-C there does not reach it. */
    Process start() {
        KeeperHome keeper = home();
        try {
            PrivateFiles.directory(keeper.directory());
            PrivateFiles.open(keeper.log()).close();
            ProcessBuilder builder = new ProcessBuilder(command(trusted(unpacked()))).directory(longshellHome.toFile())
                    .redirectInput(new File("/dev/null")).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(keeper.log().toFile()));
            clean(builder.environment());
            return started(builder);
        } catch (IOException e) {
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "No keeper can be started below " + longshellHome + ": " + Reason.of(e) + ".", 10_000, e);
        }
    }

    /** The JVM's own thread that waits for the process inherits the class loader of whoever starts it, and would keep this deployment's in memory as long as the keeper lives. */
    private static Process started(ProcessBuilder builder) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            return builder.start();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private List<String> command(Path program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KeeperFlags.FLAGS);
        command.addAll(List.of("-jar", program.toString(), "keeper", "--home", longshellHome.toString()));
        if (user != null) {
            command.addAll(List.of("--for", user));
        }
        return command;
    }

    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !INHERITED.contains(name) && !name.startsWith(INHERITED_PREFIX));
    }

    /** What anybody else could have written is not run. */
    private static Path trusted(Path program) throws IOException {
        Optional<String> doubt = Ownership.doubt(program);
        if (doubt.isPresent()) {
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "The keeper's program is not run: " + doubt.get() + ".", 10_000, null);
        }
        return program;
    }

    /** The program's file, written as a whole or not at all. */
    Path unpacked() throws IOException {
        Path program = longshellHome.resolve("lib").resolve("longshell-" + Build.id() + ".jar");
        if (Files.exists(program)) {
            return program;
        }
        PrivateFiles.directory(program.getParent());
        Path part = PrivateFiles.temporary(program.getParent(), "longshell-", ".part");
        try (InputStream jar = packed.get()) {
            if (jar == null) {
                throw new IOException("the WAR carries no WEB-INF/longshell/longshell.jar");
            }
            try (OutputStream file = Files.newOutputStream(part)) {
                jar.transferTo(file);
            }
            Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
            return program;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
