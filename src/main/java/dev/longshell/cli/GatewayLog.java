package dev.longshell.cli;

import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a gateway says: kept in a file of bounded size, and read for the lines that tell how its start went; knows nothing of processes.
 * One thread feeds it; any may ask.
 */
final class GatewayLog {
    /** Characters of one file; as many files more as {@link #OLDER_FILES}: enough for days of a quiet server, small enough to open in an editor. */
    private static final long LARGEST_FILE = 8L << 20;
    private static final int OLDER_FILES = 3;
    /** Lines kept to explain an end: one stack trace with its causes. */
    private static final int KEPT_LINES = 400;
    /** The list of applications begins; "Deployed n archive(s)" counts those that failed as well. */
    private static final String APPLICATIONS = "\"Deployed\": [";
    private static final Pattern BOOTED = Pattern.compile("Payara Micro .* ready in");
    private static final Pattern FAULT = Pattern.compile("dev\\.longshell\\.fault\\.FaultException: (.*)");
    private static final Pattern CAUSE = Pattern.compile("Caused by: (?:[\\w.$]+\\.)?(\\w+(?:: .*)?)");

    private final Path file;
    private final Deque<String> last = new ArrayDeque<>();
    private final CountDownLatch booted = new CountDownLatch(1);
    private boolean inApplications;
    private volatile boolean deployed;

    GatewayLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Reads to the end of that stream; a full volume costs lines of the log, never the gateway. */
    void readAll(InputStream output) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                take(line);
                write(line);
            }
        } catch (IOException e) {
            take("The output of the gateway cannot be read: " + Reason.of(e));
        } finally {
            booted.countDown();
        }
    }

    private void take(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT_LINES) {
                last.removeFirst();
            }
        }
        if (inApplications) {
            deployed = line.strip().startsWith("{");
        }
        inApplications = line.contains(APPLICATIONS);
        if (BOOTED.matcher(line).find()) {
            booted.countDown();
        }
    }

    private void write(String line) {
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST_FILE) {
                rotate();
            }
            PrivateFiles.append(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            take("(the log " + file + " cannot be written: " + Reason.of(e) + ")");
        }
    }

    private void rotate() throws IOException {
        for (int i = OLDER_FILES; i > 0; i--) {
            Path from = i == 1 ? file : older(i - 1);
            if (Files.exists(from)) {
                Files.move(from, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** Waits until Payara Micro has tried to deploy, or its output has ended. */
    void awaitBoot() throws InterruptedException {
        booted.await();
    }

    /** True when an application was deployed. */
    boolean deployed() {
        return deployed;
    }

    /** The newest lines, at most so many. */
    List<String> lastLines(int most) {
        synchronized (last) {
            return last.stream().skip(Math.max(0, last.size() - most)).toList();
        }
    }

    /** Why a start failed, in the words of the deepest fault or exception. */
    String cause() {
        String cause = lastMatch(FAULT);
        if (cause == null) {
            cause = lastMatch(CAUSE);
        }
        return cause == null ? String.join("\n", lastLines(5)) : cause;
    }

    private String lastMatch(Pattern pattern) {
        String found = null;
        for (String line : lastLines(KEPT_LINES)) {
            Matcher matcher = pattern.matcher(line);
            found = matcher.find() ? matcher.group(1) : found;
        }
        return found;
    }
}
