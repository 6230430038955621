package dev.longshell.link;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Brings a keeper up and waits until it answers; knows nothing of what it is asked then. Two at once end with one keeper: the other finds it locked and exits. One that a service
 * manager started is that one's to start again, and only when it does not is another launched.
 */
final class Launcher {
    /** How long a new keeper may take: a cold JVM on a loaded machine takes two seconds. */
    private static final long ANSWERS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** The unit's RestartSec, and then as above. */
    private static final long STARTED_AGAIN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(12);
    /** A keeper that exits by itself lost a race; the winner answers within this time. */
    private static final long WINNER_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Launches in ten minutes after which a keeper that keeps dying is not replaced: something is wrong that a sixth would not mend. */
    private static final int LAUNCHES = 5;
    private static final long LAUNCHES_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int LAST_LINE_BYTES = 4096;

    private final KeeperHome home;
    private final KeeperProgram program;
    private final Deque<Long> launches = new ArrayDeque<>();
    private volatile Process started;

    Launcher(KeeperProgram program) {
        this.home = program.home();
        this.program = program;
    }

    /**
     * Runs {@code connect} until it does not throw KEEPER_UNAVAILABLE, at most ten seconds, and twelve before for a service manager.
     *
     * @throws FaultException KEEPER_UNAVAILABLE with the last line of the keeper's log
     */
    void launch(Runnable connect) throws InterruptedException {
        if (wasService() && isStartedAgain(connect)) {
            return;
        }
        refuseTooMany();
        Process process = program.start();
        started = process;
        launches.add(System.nanoTime());
        long deadline = System.nanoTime() + ANSWERS_WITHIN_NANOS;
        boolean alive = true;
        for (FaultException silence = silence(connect); silence != null; silence = silence(connect)) {
            if (alive && !process.isAlive()) {
                alive = false;
                deadline = Math.min(deadline, System.nanoTime() + WINNER_WITHIN_NANOS);
            }
            if (System.nanoTime() - deadline > 0) {
                throw silent(process, silence);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN_NANOS);
        }
    }

    /** Tries once. @return null: a keeper answers */
    private static FaultException silence(Runnable connect) {
        try {
            connect.run();
            return null;
        } catch (FaultException e) {
            if (e.fault() != Fault.KEEPER_UNAVAILABLE) {
                throw e;
            }
            return e;
        }
    }

    private boolean wasService() {
        try {
            return Files.readString(home.lock()).lines().anyMatch(KeeperHome.SERVICE::equals);
        } catch (NoSuchFileException e) {
            return false; // the first
        } catch (IOException e) {
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, home.lock() + " cannot be read: " + Reason.of(e) + ".", 10_000, e);
        }
    }

    private static boolean isStartedAgain(Runnable connect) throws InterruptedException {
        long deadline = System.nanoTime() + STARTED_AGAIN_WITHIN_NANOS;
        while (silence(connect) != null) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN_NANOS);
        }
        return true;
    }

    /** Whether that process is what was launched last; once that has ended, its number is anybody's. */
    boolean hasStarted(long pid) {
        Process last = started;
        return last != null && last.isAlive() && last.pid() == pid;
    }

    private void refuseTooMany() {
        long now = System.nanoTime();
        while (!launches.isEmpty() && now - launches.peek() > LAUNCHES_WITHIN_NANOS) {
            launches.poll();
        }
        if (launches.size() == LAUNCHES) {
            long retry = TimeUnit.NANOSECONDS.toMillis(LAUNCHES_WITHIN_NANOS - (now - launches.peek()));
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, LAUNCHES + " keepers were started within ten minutes and none stayed: " + lastLine(), retry, null);
        }
    }

    private FaultException silent(Process process, FaultException cause) {
        String what = process.isAlive() ? "The keeper (pid " + process.pid() + ") does not answer" : "The keeper exited with " + process.exitValue();
        return FaultException.retryable(Fault.KEEPER_UNAVAILABLE, what + "; its log ends with: " + lastLine(), 10_000, cause);
    }

    private String lastLine() {
        try (RandomAccessFile log = new RandomAccessFile(home.log().toFile(), "r")) {
            log.seek(Math.max(0, log.length() - LAST_LINE_BYTES));
            byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "(empty)" : text.substring(text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            return "(" + home.log() + " cannot be read: " + Reason.of(e) + ")";
        }
    }
}
