package dev.longshell.keeper;

import com.pty4j.unix.PtyHelpers;
import java.io.IOException;

/** Spawns by pty4j's fork, which any C library has; it copies the page tables of the whole JVM, and an exec that fails shows as exit code 127 only. */
final class ForkingSpawner implements Spawner {
    @Override
    public int spawn(Launch launch, String slave, int master) throws IOException {
        String[] arguments = launch.arguments().toArray(String[]::new);
        String[] environment = launch.environment().toArray(String[]::new);
        int pid = Libc.withoutBlockedSignals(() -> PtyHelpers.execPty(launch.program(), arguments, environment, launch.directory(), slave, master, null, -1, false));
        if (pid <= 0) {
            throw new IOException("fork of " + launch.program() + " failed");
        }
        return pid;
    }
}
