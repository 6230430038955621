package dev.longshell.os;

import dev.longshell.wire.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who the processes of this machine are, as /proc shows them (proc(5)). */
public final class Processes {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");
    /** Fields of stat are counted behind the name, which may hold anything: state is 0, starttime 19. */
    private static final int START_FIELD = 19;

    private Processes() {
    }

    /** The process that has that number now; empty for none. */
    public static Optional<ProcessIdentity> of(long pid) {
        return stat(pid).map(fields -> new ProcessIdentity(pid, Long.parseLong(fields[START_FIELD]), boot()));
    }

    /** True while this very process runs: not another one with its number, and no zombie. */
    public static boolean runs(ProcessIdentity process) {
        return stat(process.pid()).filter(fields -> !fields[0].equals("Z") && !fields[0].equals("X"))
                .filter(fields -> Long.parseLong(fields[START_FIELD]) == process.startTicks()).isPresent()
                && boot().equals(process.bootId());
    }

    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            return Optional.empty(); // none, or it ended while it was read
        }
    }

    /** What the kernel calls the time since this machine's start (random(4)). */
    public static String boot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The kernel does not tell its boot", e);
        }
    }
}
