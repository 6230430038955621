package dev.longshell.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The process at the other end of a line, and whether it has ended; knows nothing of what was said on the line. */
final class KeeperProcess {
    /** The kernel closes the sockets of a killed process some milliseconds before it is gone (do_exit); a big one takes longer to be taken apart. */
    private static final long LOOKS = 10;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private final ProcessHandle process;

    private KeeperProcess(ProcessHandle process) {
        this.process = process;
    }

    /** That process as it is now: another one that is given its number later is not it. @param pid of this machine and PID namespace */
    static KeeperProcess of(long pid) {
        return new KeeperProcess(ProcessHandle.of(pid).orElse(null));
    }

    /** True within a second of its end; false for one that lives on and only let go of a line. Never on the thread that asks. */
    CompletableFuture<Boolean> ended() {
        return look(LOOKS);
    }

    private CompletableFuture<Boolean> look(long left) {
        Executor soon = CompletableFuture.delayedExecutor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(this::hasEnded, soon)
                .thenCompose(ended -> ended || left == 1 ? CompletableFuture.completedFuture(ended) : look(left - 1));
    }

    private boolean hasEnded() {
        return process == null || !process.isAlive() || isZombie(process.pid());
    }

    /** Where nobody waits for it, as in a container whose first process reaps nothing. */
    private static boolean isZombie(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'Z'; // proc(5): the name in front may hold any character
        } catch (IOException e) {
            return true; // gone between two looks
        }
    }
}
