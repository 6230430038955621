package dev.longshell.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long each thread of another JVM that serves requests has computed, as {@code jcmd Thread.print} tells. */
record BusyThreads(Map<String, Double> millis) {
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(http-thread-pool[^\"]*)\" .*? cpu=([\\d.]+)ms ");

    static BusyThreads in(ProcessHandle process) throws IOException {
        Process jcmd = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", Long.toString(process.pid()), "Thread.print").redirectErrorStream(true).start();
        String print = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Double> millis = new HashMap<>();
        for (Matcher thread = THREAD.matcher(print); thread.find();) {
            millis.put(thread.group(1), Double.valueOf(thread.group(2)));
        }
        if (millis.isEmpty()) {
            throw new AssertionError("no thread that serves requests: " + print);
        }
        return new BusyThreads(millis);
    }

    /** The most that one has computed since. */
    double mostSince(BusyThreads before) {
        return millis.entrySet().stream().mapToDouble(thread -> thread.getValue() - before.millis.getOrDefault(thread.getKey(), 0.0)).max().orElseThrow();
    }
}
