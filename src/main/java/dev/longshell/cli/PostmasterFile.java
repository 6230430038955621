package dev.longshell.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code postmaster.pid} of a data directory, compared with the processes that there are; starts and stops nothing.
 *
 * <p>PostgreSQL and pg_ctl believe the pid in its first line of any process that may be signalled. After a kill of the
 * whole container, or a start of the machine, that number is somebody else's: the server would never start, and a stop
 * would interrupt a stranger. So a process counts only when it is PostgreSQL ({@code /proc/PID/exe}) and works in that
 * directory ({@code /proc/PID/cwd}: all its processes do, PostgreSQL 17, section 66.1 and {@code ChangeToDataDir}).
 *
 * @param data the data directory
 */
record PostmasterFile(Path data) {
    private static final Path PROC = Path.of("/proc");
    private static final String PROGRAM = "postgres";
    /** What the kernel puts behind the name of a program whose file was replaced (proc(5)). */
    private static final String REPLACED = " (deleted)";

    /** The pid of the server that runs on the data; empty when none does, whatever the file says. */
    OptionalLong server() {
        OptionalLong pid = pid();
        return pid.isPresent() && worksHere(PROC.resolve(Long.toString(pid.getAsLong()))) ? pid : OptionalLong.empty();
    }

    /** True when the file names a process that is not this server, and no process of PostgreSQL works in the data. */
    boolean isStale() {
        OptionalLong pid = pid();
        return pid.isPresent() && ProcessHandle.of(pid.getAsLong()).isPresent() && server().isEmpty()
                && processes().isEmpty();
    }

    /** Takes the file away. */
    void delete() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw Home.fault(e, file() + " names a process that is not PostgreSQL and cannot be deleted");
        }
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }

    private OptionalLong pid() {
        try {
            String pid = Files.readString(file()).lines().findFirst().orElse("").strip();
            return pid.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(pid)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // a server that ends takes the file away
        }
    }

    /** Every process of PostgreSQL in the data: a killed server's children may outlive it for a moment. */
    private List<Path> processes() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            all.forEach(process -> {
                if (worksHere(process)) {
                    found.add(process);
                }
            });
        } catch (IOException e) {
            throw Home.fault(e, "The processes of this machine cannot be listed");
        }
        return found;
    }

    private boolean worksHere(Path process) {
        try {
            String program = Files.readSymbolicLink(process.resolve("exe")).getFileName().toString();
            return program.replace(REPLACED, "").equals(PROGRAM) && Files.isSameFile(process.resolve("cwd"), data);
        } catch (IOException e) {
            return false; // it ended meanwhile, or is another user's, who cannot enter the data (mode 0700)
        }
    }
}
