package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Ownership;
import dev.longshell.os.TerminalInput;
import dev.longshell.setting.Settings;
import dev.longshell.setting.Warning;
import dev.longshell.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an operator asks of the settings before a start; starts nothing and changes nothing. */
@Command(name = "config", mixinStandardHelpOptions = true, description = "The settings: check.")
final class ConfigCommand {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    /** @param refused what {@code up} would refuse @param warnings what it would start with */
    private record Answer(boolean ok, List<String> refused, List<Warning> warnings) {
    }

    @Command(mixinStandardHelpOptions = true,
            description = "Reads the settings as up does. Exit code 78 with each value that cannot be; "
                    + "0 when up would start, with what is to be known.")
    int check(@Mixin SettingOptions options,
              @Option(names = "--json", description = "One JSON document.") boolean json) {
        Answer answer = ask(options);
        PrintWriter out = specification.commandLine().getOut();
        if (json) {
            out.println(Json.write(answer));
        } else {
            answer.refused().forEach(line -> out.println("refused: " + line));
            answer.warnings().forEach(warning -> out.println("warning: " + warning.line()));
            out.println(answer.ok() ? "The settings can be; warnings: " + answer.warnings().size() + "."
                    : "up would not start.");
        }
        out.flush();
        return answer.ok() ? 0 : Fault.SETTING_REFUSED.exitCode();
    }

    private static Answer ask(SettingOptions options) {
        try {
            return new Answer(true, List.of(), warnings(options.read()));
        } catch (FaultException e) {
            if (e.fault() != Fault.SETTING_REFUSED) {
                throw e;
            }
            return new Answer(false, e.getMessage().lines().toList(), List.of());
        }
    }

    private static List<Warning> warnings(Settings settings) {
        List<Warning> warnings = new ArrayList<>(Warning.of(settings));
        if (TerminalInput.isOpenToAll()) {
            warnings.add(new Warning("legacy_tiocsti",
                    "A program that su or sudo -u runs in a shell as another user can type into that shell (TIOCSTI).",
                    "sysctl -w dev.tty.legacy_tiocsti=0 (Linux 6.2 or newer)"));
        }
        home(settings.home().toAbsolutePath().normalize(), warnings);
        ownership("program", Workshop.jar(), warnings);
        return warnings;
    }

    private static void home(Path home, List<Warning> warnings) {
        if (!Files.exists(home)) {
            return; // up makes it, with a mode of its own
        }
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(home));
            if (!mode.endsWith("------")) {
                warnings.add(new Warning("home_mode", "LONGSHELL_HOME " + home + " is open to others (" + mode + ").",
                        "chmod 700 " + home));
            }
        } catch (IOException e) {
            throw Home.fault(e, "LONGSHELL_HOME " + home + " cannot be looked at");
        }
        ownership("home", home, warnings);
    }

    private static void ownership(String what, Path file, List<Warning> warnings) {
        try {
            Ownership.doubt(file).ifPresent(doubt -> warnings.add(new Warning(what + "_ownership",
                    "What others could change is run: " + file + ".", doubt)));
        } catch (IOException e) {
            throw Home.fault(e, file + " cannot be looked at");
        }
    }
}
