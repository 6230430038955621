package dev.longshell.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Which gateway serves a port of this home, so that the next {@code up} can end the one that an {@code up} killed with -9 left behind;
 * starts nothing. Whoever holds the port's lock owns the file. @param path one line: pid and the moment of its start, as a pid alone is used again
 */
record OrphanFile(Path path) {

    void write(ProcessHandle process) {
        Home.writePrivately(path, (process.pid() + " " + startOf(process)).getBytes(StandardCharsets.UTF_8));
    }

    /** The process written there, when it still lives. */
    Optional<ProcessHandle> find() {
        try {
            String[] words = Files.exists(path) ? Files.readString(path).strip().split(" ") : new String[0];
            if (words.length != 2 || !words[0].matches("\\d{1,18}")) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(words[0])).filter(process -> startOf(process).equals(words[1]));
        } catch (IOException e) {
            throw Home.fault(e, path + " cannot be read");
        }
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

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
