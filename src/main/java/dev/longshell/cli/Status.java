package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether the server of these settings answers; starts nothing. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Says whether the server is ready; exit code 0 when it is.")
final class Status implements Callable<Integer> {
    private static final int OK = 200;
    /** As the readiness check of {@code ops} names them; Payara makes a text of a number. */
    private static final Pattern OLDER_KEEPER = Pattern.compile("\"keeper-(\\d+)-sessions\":\"?(\\d+)");

    @Mixin
    private SettingOptions options;
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Override
    public Integer call() {
        Settings settings = options.read();
        String url = Readiness.url(settings);
        String answer = new Readiness(settings).answer();
        int status = Readiness.status(answer);
        if (status != OK) {
            String holder = PortHolder.find(settings.integer(Setting.PORT)).map(found -> "; the port is held by " + found).orElse("; nobody listens there");
            throw new FaultException(Fault.START_FAILED, "No Longshell is ready at " + url + (status == 0 ? holder : ": it answers " + status) + ".");
        }
        PrintWriter out = specification.commandLine().getOut();
        out.println("Longshell is ready at " + url);
        OLDER_KEEPER.matcher(answer).results().forEach(keeper ->
                out.println("Keeper " + keeper.group(1) + " of an older build still has sessions: " + keeper.group(2)));
        return 0;
    }
}
