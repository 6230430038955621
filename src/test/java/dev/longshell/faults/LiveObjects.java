package dev.longshell.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What is alive in another JVM after a collection, as {@code jcmd GC.class_histogram} tells: number, instances, bytes, class. */
public record LiveObjects(String histogram) {

    public static LiveObjects in(ProcessHandle process) throws IOException {
        Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), "GC.class_histogram").redirectErrorStream(true).start();
        return new LiveObjects(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Of all together. */
    long bytes() {
        String total = histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow(() -> new AssertionError(histogram));
        return Long.parseLong(total.strip().split("\\s+")[2]);
    }

    /** Instances of that very class, which has at least one. */
    long instances(String type) {
        return Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(?![\\w.$])").matcher(histogram).results().map(match -> Long.valueOf(match.group(1))).findFirst()
                .orElseThrow(() -> new AssertionError(histogram));
    }
}
