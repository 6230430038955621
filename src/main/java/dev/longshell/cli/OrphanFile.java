package dev.longshell.cli;

import dev.longshell.os.Processes;
import dev.longshell.wire.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Which gateway serves a port of this home, so that the next {@code up} can end the one that an {@code up} killed with -9 left behind;
 * starts nothing. Whoever holds the port's lock owns the file. @param path one line: pid, start and boot as {@link ProcessIdentity} has them
 */
record OrphanFile(Path path) {

    void write(ProcessHandle process) {
        Processes.of(process.pid()).ifPresent(one ->
                Home.writePrivately(path, (one.pid() + " " + one.startTicks() + " " + one.bootId()).getBytes(StandardCharsets.UTF_8)));
    }

    /** The process written there, when it still lives. */
    Optional<ProcessHandle> find() {
        try {
            String text = Files.exists(path) ? Files.readString(path).strip() : "";
            return text.matches("\\d{1,18} \\d{1,18} \\S+") ? living(text.split(" ")) : Optional.empty();
        } catch (IOException e) {
            throw Home.fault(e, path + " cannot be read");
        }
    }

    private static Optional<ProcessHandle> living(String[] words) {
        ProcessIdentity process = new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
        return Processes.runs(process) ? ProcessHandle.of(process.pid()) : Optional.empty();
    }

    void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw Home.fault(e, path + " cannot be deleted");
        }
    }

    /** Ends a process: SIGTERM, after so many seconds SIGKILL; returns when it is gone. */
    static void end(ProcessHandle process, int seconds) {
        process.destroy();
        CompletableFuture<ProcessHandle> end = process.onExit().completeOnTimeout(null, seconds, TimeUnit.SECONDS);
        if (end.join() == null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
