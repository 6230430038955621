package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRulesTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheLoginShellsOfAMachine() throws IOException {
        Path shells = Files.writeString(directory.resolve("shells"), "# /bin/commented: valid login shells\n/bin/sh\n\n  /usr/bin/zsh \nnologin\n");

        assertEquals(List.of("/bin/sh", "/usr/bin/zsh"), ProjectRules.loginShells(shells));
        assertEquals(List.of(), ProjectRules.loginShells(directory.resolve("none")));
    }

    @Test
    void makesASlugOfAnyName() {
        assertEquals("cafe-zurich", ProjectRules.slugOf("Café Zürich"));
        String japanese = ProjectRules.slugOf("日本語のプロジェクト");
        assertTrue(japanese.matches("project-[a-z0-9]+"), japanese);
        assertEquals(japanese, ProjectRules.slugOf("日本語のプロジェクト"));
        assertNotEquals(japanese, ProjectRules.slugOf("日本語"));
        assertEquals(ProjectRules.slugOf("!"), ProjectRules.slug(ProjectRules.slugOf("!")));
    }

    @Test
    void takesAListedShellOnly() {
        assertDoesNotThrow(() -> ProjectRules.loginShell("/bin/sh", List.of("/bin/sh")));
        for (String other : new String[] {"/tmp/sh", "/bin/sh ", "/bin/../bin/sh"}) {
            assertEquals(Fault.FORBIDDEN, assertThrows(FaultException.class, () -> ProjectRules.loginShell(other, List.of("/bin/sh"))).fault(), other);
        }
    }
}
