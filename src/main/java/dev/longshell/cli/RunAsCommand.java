package dev.longshell.cli;

import dev.longshell.setting.Setting;
import dev.longshell.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that sessions can run as an OS user and sets RUN_AS; restarts nothing. */
@Command(name = "run-as", mixinStandardHelpOptions = true,
        description = "Gives the shells an OS user of their own: checks that USER can be it, and writes RUN_AS "
                + "into the file of --env, or says the line. "
                + "Run it as the server runs, with its settings. Exit code 0 when it can be.")
final class RunAsCommand implements Callable<Integer> {
    @Mixin
    private SettingOptions options;
    @Option(names = "--json", description = "One JSON document.")
    private boolean json;
    @Parameters(paramLabel = "USER", description = "A user of this machine, not root and not the server's own.")
    private String user;
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    /** @param setting the line that is to be in the settings @param file where it was written, or null */
    private record Answer(boolean ok, String setting, String file, List<RunAsCheck.Finding> findings) {
    }

    @Override
    public Integer call() {
        List<RunAsCheck.Finding> findings = RunAsCheck.of(options.read(), user);
        int exitCode = findings.stream().filter(finding -> !finding.holds()).findFirst()
                .map(finding -> finding.fault().exitCode()).orElse(0);
        Path file = exitCode == 0 ? options.file().orElse(null) : null;
        if (file != null) {
            write(file);
        }
        tell(new Answer(exitCode == 0, Setting.RUN_AS + "=" + user, file == null ? null : file.toString(), findings));
        return exitCode;
    }

    private void write(Path file) {
        try {
            EnvironmentFile.set(file, Setting.RUN_AS.name(), user);
        } catch (IOException e) {
            throw Home.fault(e, file + " cannot be changed");
        }
    }

    private void tell(Answer answer) {
        PrintWriter out = specification.commandLine().getOut();
        if (json) {
            out.println(Json.write(answer));
        } else {
            answer.findings().forEach(finding -> out.println(finding.holds() ? "good:    " + finding.what()
                    : "missing: " + finding.what() + " To mend it: " + finding.mend()));
            out.println(conclusion(answer));
        }
        out.flush();
    }

    private static String conclusion(Answer answer) {
        if (!answer.ok()) {
            return "RUN_AS stays as it is.";
        }
        String where = answer.file() == null ? "Put this line into the server's settings and start it again: "
                + answer.setting()
                : answer.setting() + " is in " + answer.file() + "; start the server again.";
        return where + " Sessions that run stay as they are.";
    }
}
