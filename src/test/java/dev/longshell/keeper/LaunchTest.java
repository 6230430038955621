package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.OtherUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs a session as another user runs as the keeper itself, root as a rule. */
class LaunchTest {
    @TempDir
    Path folder;
    private Path own;

    @BeforeEach
    void make() throws IOException {
        own = Files.writeString(folder.resolve("env"), "#!/bin/sh\necho got hold of the keeper's user\n");
        chmod("rwxr-xr-x");
    }

    /** The story: a project's PATH decided what root ran. */
    @Test
    void isNotLookedForWhereASessionsPathLeads() {
        assertEquals("/usr/bin/env", Launch.of(session("env")).program());
    }

    @Test
    void isNotTakenFromTheSessionsDirectory() {
        FaultException refusal = assertThrows(FaultException.class, () -> Launch.of(session("./env")));

        assertEquals(Fault.COMMAND_NOT_FOUND, refusal.fault());
    }

    @Test
    void isRefusedByNameWhereOthersCouldWriteIt() throws IOException {
        assertEquals(own.toString(), Launch.of(session(own.toString())).program());
        chmod("rwxrwxrwx");

        FaultException refusal = assertThrows(FaultException.class, () -> Launch.of(session(own.toString())));

        assertTrue(refusal.getMessage().contains(own + " can be written by others"), refusal.getMessage());
    }

    @Test
    void aUmaskThatTakesTheOwnersOwnIsRefused() {
        assertThrows(FaultException.class, () -> Launch.of(new OpenSession("one", "terminal", List.of("sh"), "/tmp",
                Map.of(), 80, 24, 0, false, null, null, 0700)));
    }

    private OpenSession session(String launcher) {
        return new OpenSession("one", "terminal", List.of("sh"), folder.toString(),
                Map.of("PATH", folder + ":/usr/bin:/bin"), 80, 24, 0, false, null,
                new OtherUser("nobody", List.of(launcher)));
    }

    private void chmod(String mode) throws IOException {
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString(mode));
    }
}
