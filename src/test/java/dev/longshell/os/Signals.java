package dev.longshell.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** Sends signals to other processes. */
public final class Signals {
    private Signals() {
    }

    /**
     * Sends that signal. Behind STOP it waits until every thread of the process has stopped: the kernel stops each when
     * it runs next (signal(7)), and on a busy machine one of them still answered.
     */
    public static void send(String name, ProcessHandle process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " " + process.pid() + ": exit code " + code);
        }
        if (name.equals("STOP")) {
            Awaitility.await().until(() -> isStopped(Path.of("/proc", Long.toString(process.pid()), "task")));
        }
    }

    private static boolean isStopped(Path tasks) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                if (!Files.readString(task.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false; // a thread has ended meanwhile: look again
        }
    }
}
