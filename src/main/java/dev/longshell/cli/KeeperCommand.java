package dev.longshell.cli;

import dev.longshell.keeper.Keeper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a keeper in this process until it is told to end; knows nothing of what a keeper does. */
@Command(name = "keeper", mixinStandardHelpOptions = true,
        description = "Runs the keeper of LONGSHELL_HOME in the foreground. A gateway starts one by itself when none answers.")
final class KeeperCommand implements Callable<Integer> {
    @Mixin
    private SettingOptions options;
    @Option(names = "--for", paramLabel = "USER", description = "Keeps the sessions of that OS user: a keeper of its own beside the server's.")
    private String user;

    @Override
    public Integer call() throws InterruptedException {
        Keeper.run(Home.open(options.read().home()).directory(), user, ServiceManager::tellReady);
        return 0;
    }
}
