package dev.longshell.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a process holds (proc(5)): descriptors, terminals among them, threads, children that nobody has waited for; compares with what it held before, as soon as it
 * has had time to let go.
 */
final class Leaks {
    private static final Duration TO_LET_GO = Duration.ofSeconds(15);
    /** A JVM opens a file or starts a compiler thread now and then. */
    private static final int SLACK = 6;
    /** Of a server's threads, ours are named so; one of them waits for the first login that is renewed. Payara's pools come and go by a dozen. */
    private static final String OURS = "longshell-";
    private static final int SLACK_OF_OURS = 2;

    private final long pid;
    private final String named;
    private final int slackOfThreads;
    private final Held before;

    /** @param terminals masters of a PTY @param zombies children that have ended and were not reaped */
    record Held(int descriptors, int terminals, int threads, long zombies) {
    }

    private Leaks(long pid, String named, int slackOfThreads) {
        this.pid = pid;
        this.named = named;
        this.slackOfThreads = slackOfThreads;
        this.before = now();
    }

    static Leaks from(ProcessHandle process) {
        return new Leaks(process.pid(), "", SLACK);
    }

    /** Of its threads only those that are ours. */
    static Leaks ofServer(ProcessHandle process) {
        return new Leaks(process.pid(), OURS, SLACK_OF_OURS);
    }

    void assertNone() {
        try {
            await().atMost(TO_LET_GO).until(() -> isBack(now()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("process " + pid + " held " + before + ", and now " + now(), e);
        }
    }

    private boolean isBack(Held now) {
        return now.descriptors() <= before.descriptors() + SLACK && now.threads() <= before.threads() + slackOfThreads && now.terminals() <= before.terminals() && now.zombies() == 0;
    }

    private static List<String> descriptors(long pid) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return entries.map(Leaks::target).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "(closed meanwhile)";
        }
    }

    /** Right now, all threads. */
    static Held held(long pid) {
        return held(pid, "");
    }

    private static Held held(long pid, String named) {
        List<String> descriptors = descriptors(pid);
        return new Held(descriptors.size(), (int) descriptors.stream().filter(target -> target.endsWith("ptmx")).count(), threads(pid, named), zombies(pid));
    }

    private static int threads(long pid, String named) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return (int) tasks.filter(task -> field(task + "/status", "Name:").startsWith(named)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long zombies(long pid) {
        return ProcessHandle.of(pid).orElseThrow().children().filter(child -> state(child.pid()).startsWith("Z")).count();
    }

    /** Memory that it has touched and not given back. */
    static long residentBytes(ProcessHandle process) {
        return Long.parseLong(field("/proc/" + process.pid() + "/status", "VmRSS:").replace(" kB", "")) << 10;
    }

    /** One letter and words, such as {@code S (sleeping)}; empty when it is gone. */
    static String state(long pid) {
        return field("/proc/" + pid + "/status", "State:");
    }

    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name)).map(line -> line.substring(name.length()).strip()).findFirst().orElse("");
        } catch (NoSuchFileException | UncheckedIOException e) {
            return ""; // it has ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For negative controls: the check fails. */
    void assertSome() {
        assertFalse(isBack(now()), () -> "held " + before + ", and now " + now());
    }

    Held now() {
        return held(pid, named);
    }

    @Override
    public String toString() {
        return before.toString();
    }
}
