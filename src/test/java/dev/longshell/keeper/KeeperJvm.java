package dev.longshell.keeper;

import dev.longshell.wire.KeeperHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A keeper in a JVM of its own, with the classes of this one. */
final class KeeperJvm {
    private KeeperJvm() {
    }

    /** @param launcher words before those of the JVM, for what sets limits first */
    static ProcessBuilder in(Path home, String... launcher) {
        return of(KeeperProcess.class, home, launcher).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** A part of a keeper in a JVM of its own. @param main takes the home */
    static ProcessBuilder of(Class<?> main, Path home, String... launcher) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName(), home.toString()));
        return new ProcessBuilder(command);
    }

    static Process start(Path home, String... launcher) throws IOException {
        Process process = in(home, launcher).start();
        awaitAnswer(KeeperHome.of(home));
        return process;
    }

    static void awaitAnswer(KeeperHome home) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            TestLink.greeted(home).close();
            return true;
        });
    }

    /** utime and stime (proc(5), /proc/pid/stat, fields 14 and 15), a hundred ticks a second. */
    static double cpuSeconds(Process keeper) throws IOException {
        String line = Files.readString(Path.of("/proc/" + keeper.pid() + "/stat"));
        String[] behindName = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) / 100.0;
    }
}
