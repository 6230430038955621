package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether the server of these settings answers; starts nothing. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says whether the server is ready; exit code 0 when it is.")
final class Status implements Callable<Integer> {
    private static final int OK = 200;

    @Mixin
    private SettingOptions options;
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Override
    public Integer call() {
        Settings settings = options.read();
        String url = Readiness.url(settings);
        int status = new Readiness(settings).status();
        if (status != OK) {
            String holder = PortHolder.find(settings.integer(Setting.PORT)).map(found -> "; the port is held by " + found).orElse("; nobody listens there");
            throw new FaultException(Fault.START_FAILED, "No Longshell is ready at " + url + (status == 0 ? holder : ": it answers " + status) + ".");
        }
        specification.commandLine().getOut().println("Longshell is ready at " + url);
        return 0;
    }
}
