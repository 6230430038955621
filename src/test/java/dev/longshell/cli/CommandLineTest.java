package dev.longshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.fault.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path folder;

    record Answer(int exitCode, String out, String err) {
    }

    static Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Longshell.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        return new Answer(exitCode, out.toString(), err.toString());
    }

    @Test
    void upRefusesASettingThatCannotBeBeforeItMakesAnything() {
        Path home = folder.resolve("home");

        Answer answer = run("up", "--home", home.toString(), "--port", "70000", "--set", "WS_MAX_CONNECTIONS=none");

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.err().contains("PORT=70000 (from command line): allowed is a whole number from 0 to 65535"), answer.err());
        assertTrue(answer.err().contains("WS_MAX_CONNECTIONS=none"), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertTrue(Files.notExists(home));
    }

    @Test
    void upNamesWhoHoldsAPort() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = run("up", "--home", folder.resolve("home").toString(), "--bind", "127.0.0.1", "--port", Integer.toString(holder.getLocalPort()));

            assertEquals(Fault.PORT_IN_USE.exitCode(), answer.exitCode());
            assertTrue(answer.err().contains("Port " + holder.getLocalPort() + " (PORT) is in use by process " + ProcessHandle.current().pid()), answer.err());
            assertTrue(answer.err().contains("java"), answer.err());
        }
    }

    @Test
    void upNamesThePortOfAnExtraListenerThatIsTaken() throws Exception {
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = run("up", "--home", folder.resolve("home").toString(), "--bind", "127.0.0.1", "--port", Integer.toString(RunningLongshell.freePort()),
                    "--set", "WS_TERMINAL_PORT=" + holder.getLocalPort(), "--set", "WS_CLAUDE_PORT=0");

            assertEquals(Fault.PORT_IN_USE.exitCode(), answer.exitCode());
            assertTrue(answer.err().contains("(WS_TERMINAL_PORT)") && answer.err().contains("0 turns that listener off"), answer.err());
        }
    }

    @Test
    void upRefusesAHomeThatOthersCanWrite() throws Exception {
        Path home = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        Answer answer = run("up", "--home", home.toString());

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.err().contains(home + " can be written by others (rwxrwxrwx)"), answer.err());
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        Answer answer = run("up", "--home", folder.resolve("home").toString(), "--bind", "192.0.2.1");

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.err().contains("BIND_ADDRESS=192.0.2.1 is not an address of this machine"), answer.err());
    }

    @Test
    void whatTheEnvironmentSetsCountsMoreThanTheFileAndLessThanTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("some.env"), "# a comment\n\nexport PORT=4701\nWS_TERMINAL_PORT='4702'\nCLAUDE_COMMAND=\"my claude\"\nWS_CLAUDE_PORT=4703\n");
        SettingOptions options = new SettingOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("settings", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--env", file.toString(), "--set", "WS_CLAUDE_PORT=4803");

        dev.longshell.setting.Settings settings = options.read(name -> null, name -> name.equals("PORT") ? "4801" : null);

        assertEquals("4801 environment", shown(settings, dev.longshell.setting.Setting.PORT));
        assertEquals("4702 file " + file, shown(settings, dev.longshell.setting.Setting.WS_TERMINAL_PORT));
        assertEquals("4803 command line", shown(settings, dev.longshell.setting.Setting.WS_CLAUDE_PORT));
        assertEquals("my claude file " + file, shown(settings, dev.longshell.setting.Setting.CLAUDE_COMMAND));
    }

    private static String shown(dev.longshell.setting.Settings settings, dev.longshell.setting.Setting setting) {
        return settings.value(setting).map(value -> value.text() + " " + value.origin()).orElseThrow();
    }

    @Test
    void aFileOfSettingsThatIsNoneIsRefusedWithoutShowingItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.env"), "PORT=4110\nsecret words\n");

        Answer answer = run("status", "--env", file.toString());

        assertEquals(Fault.SETTING_REFUSED.exitCode(), answer.exitCode());
        assertTrue(answer.err().contains(file + ", line 2"), answer.err());
        assertFalse(answer.err().contains("secret words"), answer.err());
    }

    @Test
    void statusSaysThatNobodyListens() {
        int port = RunningLongshell.freePort();

        Answer answer = run("status", "--port", Integer.toString(port));

        assertEquals(Fault.START_FAILED.exitCode(), answer.exitCode());
        assertTrue(answer.err().contains("nobody listens there"), answer.err());
    }

    @Test
    void anUnknownVerbIsAUsageError() {
        assertEquals(Fault.INVALID_PARAMETER.exitCode(), run("upp").exitCode());
    }
}
