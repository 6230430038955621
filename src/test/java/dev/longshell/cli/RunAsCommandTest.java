package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import dev.longshell.fault.Fault;
import dev.longshell.os.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a user that every Linux has; only root becomes another. */
class RunAsCommandTest {
    private static final String OTHER = "nobody";
    /** Where others can come: a test's own directory is closed to them. */
    private Path folder;
    private Path home;
    private Path root;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createTempDirectory("longshell-run-as");
        home = Files.createDirectory(folder.resolve("home"));
        root = Files.createDirectory(folder.resolve("projects"));
        chmod("rwxr-xr-x", folder);
        chmod("rwx------", home);
        chmod("rwxr-xr-x", root);
    }

    @AfterEach
    void delete() throws IOException {
        Workshop.delete(folder);
    }

    private CommandLineTest.Answer runAs(String user, String... more) {
        List<String> words = new ArrayList<>(List.of("run-as", user, "--home", home.toString(), "--set",
                "PROJECT_ROOTS=" + root));
        words.addAll(List.of(more));
        return CommandLineTest.run(words.toArray(String[]::new));
    }

    @Test
    void refusesWhomThisMachineDoesNotKnowAndRoot() {
        CommandLineTest.Answer unknown = runAs("nobody-of-that-name");
        assertEquals(Fault.NOT_FOUND.exitCode(), unknown.exitCode());
        assertTrue(unknown.out().contains("To mend it: useradd --create-home --shell /bin/bash nobody-of-that-name"),
                unknown.out());

        assertEquals(Fault.SETTING_REFUSED.exitCode(), runAs("root").exitCode());
    }

    @Test
    void saysThatOnlyRootBecomesAnother() throws IOException {
        assumeTrue(Ownership.user() != 0);
        CommandLineTest.Answer answer = runAs(OTHER);

        assertEquals(Fault.FORBIDDEN.exitCode(), answer.exitCode());
        assertTrue(answer.out().contains("run the server as root"), answer.out());
    }

    @Test
    void writesTheSettingOnceAllHolds() throws IOException {
        assumeTrue(Ownership.user() == 0);
        Files.setAttribute(root, "unix:uid", 65534);
        Path file = Files.writeString(folder.resolve("one.env"), "# mine\nRUN_AS=daemon\nSESSION_UMASK=027\n");
        chmod("rw-r-----", file);

        CommandLineTest.Answer answer = runAs(OTHER, "--env", file.toString());

        assertEquals(0, answer.exitCode(), answer.out());
        assertEquals("# mine\nSESSION_UMASK=027\nRUN_AS=nobody\n", Files.readString(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(runAs(OTHER).out()
                .contains("Put this line into the server's settings and start it again: RUN_AS=nobody"));
    }

    @Test
    void namesWhatIsMissingAndWhatMendsItAndWritesNothing() throws IOException {
        assumeTrue(Ownership.user() == 0);
        chmod("rwxr-xr-x", home);
        Path file = Files.writeString(folder.resolve("one.env"), "PORT=4110\n");

        CommandLineTest.Answer answer = runAs(OTHER, "--env", file.toString());

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.out().contains("missing: nobody cannot read and write in " + root + " (PROJECT_ROOTS)."),
                answer.out());
        assertTrue(answer.out().contains("missing: nobody can enter LONGSHELL_HOME " + home
                + ", where the secrets lie. To mend it: chmod 700 " + home), answer.out());
        assertEquals("PORT=4110\n", Files.readString(file));
    }

    @Test
    void refusesWhatOthersCouldPutInThePlaceOfTheLauncher() throws IOException {
        Path launcher = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\nexec \"$@\"\n");
        chmod("rwxrwxrwx", launcher);

        CommandLineTest.Answer answer = runAs(OTHER, "--set", "RUN_AS_COMMAND=" + launcher, "--json");

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(JsonParser.parseString(answer.out()).getAsJsonObject().getAsJsonArray("findings").get(1)
                .getAsJsonObject().get("mend").getAsString()
                .contains("chmod go-w " + launcher), answer.out());
        assertEquals(Fault.NOT_INSTALLED.exitCode(), runAs(OTHER, "--set", "RUN_AS_COMMAND=no-such-program")
                .exitCode());
    }

    private static void chmod(String mode, Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
