package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.wire.Build;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line: names its verbs and turns faults into a message and an exit code; knows nothing of what a verb does. */
@Command(name = "longshell", mixinStandardHelpOptions = true, versionProvider = Longshell.Version.class,
        description = "Terminals in the browser that outlive the browser, the network and the server.",
        subcommands = {
            Up.class,
            KeeperCommand.class,
            Status.class,
            ConfigCommand.class,
            RunAsCommand.class,
            AuditCommand.class,
            Perf.class,
        })
public final class Longshell implements Runnable {
    /** Set to true, as a system property, it prints the stack trace of what went wrong: for our own eyes. */
    private static final String TRACE = "longshell.trace";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != 0 || !List.of(arguments).contains("keeper")) {
            System.exit(exitCode);
        }
    }

    /** The commands with the house's exit codes: those of {@link Fault}, 64 for a command line that cannot be. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Longshell());
        commandLine.setExecutionExceptionHandler((exception, command, result) -> explain(exception, command));
        setUsageExitCode(commandLine);
        return commandLine;
    }

    private static void setUsageExitCode(CommandLine commandLine) {
        commandLine.getCommandSpec().exitCodeOnInvalidInput(Fault.INVALID_PARAMETER.exitCode());
        commandLine.getSubcommands().values().forEach(Longshell::setUsageExitCode);
    }

    private static int explain(Exception exception, CommandLine command) {
        Fault fault = exception instanceof FaultException ? ((FaultException) exception).fault() : Fault.INTERNAL;
        String text = fault == Fault.INTERNAL ? "Something went wrong that should not: " + exception : exception.getMessage();
        command.getErr().println("longshell: " + text);
        if (Boolean.getBoolean(TRACE)) {
            exception.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return fault.exitCode();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(specification.commandLine(), "Say what to do:");
    }

    /** The version that {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"longshell " + Build.id()};
        }
    }
}
