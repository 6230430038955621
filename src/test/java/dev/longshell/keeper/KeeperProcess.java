package dev.longshell.keeper;

import dev.longshell.fault.FaultException;
import java.nio.file.Path;

/** A keeper as a process of its own, for tests; the command line does the same. */
public final class KeeperProcess {
    private KeeperProcess() {
    }

    /** @param arguments LONGSHELL_HOME */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Keeper.run(Path.of(arguments[0]), null, () -> { });
        } catch (FaultException e) {
            System.err.println(e.getMessage());
            System.exit(e.fault().exitCode());
        }
    }
}
