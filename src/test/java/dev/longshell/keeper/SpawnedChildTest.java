package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Children by posix_spawn, as nearly every keeper starts them; what the kernel refuses is told at once. */
class SpawnedChildTest extends ChildContract {
    @RegisterExtension
    static final RunningKeeper spawning = new RunningKeeper(new PosixSpawn());

    SpawnedChildTest() {
        super(spawning);
    }

    @BeforeAll
    static void needsGlibc() {
        Assumptions.assumeTrue(PosixSpawn.isThere(), "this C library has no posix_spawn_file_actions_addclosefrom_np");
    }

    @Test
    void refusesAFileThatIsNoProgram(@TempDir Path directory) throws Exception {
        assertRefused(Fault.COMMAND_NOT_FOUND, "no interpreter", List.of(executable(directory, "no program").toString()));
    }

    @Test
    void refusesAScriptWhoseInterpreterIsMissing(@TempDir Path directory) throws Exception {
        assertRefused(Fault.COMMAND_NOT_FOUND, "interpreter that its first line names", List.of(executable(directory, "#!/nonexistent/interpreter\n").toString()));
    }

    @Test
    void refusesMoreWordsThanTheKernelTakes() {
        assertRefused(Fault.INVALID_PARAMETER, "too long", List.of("echo", "x".repeat(200_000)));
    }

    @Test
    void seesADirectoryThatWentMeanwhile() {
        Launch launch = new Launch("/bin/true", List.of("true"), List.of(), "/nonexistent", 80, 24, 0022, null);

        FaultException refusal = assertThrows(FaultException.class, () -> Pty.start(launch, new PosixSpawn()));

        assertEquals(Fault.DIRECTORY_MISSING, refusal.fault());
    }

    private void assertRefused(Fault fault, String why, List<String> command) {
        TestLink.Refused refusal = assertThrows(TestLink.Refused.class, () -> open(command, "/tmp", Map.of()));
        assertEquals(fault.code(), refusal.fault());
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
    }

    private static Path executable(Path directory, String content) throws Exception {
        Path file = Files.writeString(directory.resolve("script"), content);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
