package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.os.Processes;
import dev.longshell.wire.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanFileTest {
    @TempDir
    Path folder;

    /** Whoever is found is ended: a stranger must not be. */
    @Test
    void findsTheProcessThatWasWrittenAndNoStrangerWithItsNumber() throws Exception {
        OrphanFile file = new OrphanFile(folder.resolve("4110.process"));
        Process sleep = new ProcessBuilder("sleep", "600").start();
        try {
            file.write(sleep.toHandle());
            assertEquals(sleep.pid(), file.find().orElseThrow().pid());

            ProcessIdentity one = Processes.of(sleep.pid()).orElseThrow();
            for (String stranger : new String[] {one.pid() + " " + (one.startTicks() - 1) + " " + one.bootId(),
                    one.pid() + " " + one.startTicks() + " before",
                one.pid() + "", "", "x y z"}) {
                Files.writeString(file.path(), stranger);
                assertTrue(file.find().isEmpty(), stranger);
            }
        } finally {
            sleep.destroyForcibly();
        }
    }
}
