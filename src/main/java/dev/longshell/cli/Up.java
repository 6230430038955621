package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.setting.Warning;
import java.io.PrintWriter;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Starts what a machine by itself lacks and stays until it is told to stop; knows neither sessions nor the keeper, which the gateway starts and which stays.
 *
 * <pre>
 *   settings -> home -> port's lock -> ports free -> PostgreSQL -> Payara Micro with the WAR -> ready: one line
 *   Ctrl-C, SIGTERM, any failure: the same way back
 * </pre>
 */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts the server, and PostgreSQL when DATABASE_URL is unset; Ctrl-C stops both and leaves the sessions.")
final class Up implements Callable<Integer> {
    /** From deployed to ready: the database may be migrating. */
    private static final int READY_SECONDS = 120;
    private static final int ORPHAN_STOP_SECONDS = 20;

    @Mixin
    private SettingOptions options;
    @Option(names = "--war", paramLabel = "FILE", description = "The WAR; default: ROOT.war beside longshell.jar.")
    private Path war = Workshop.jar().resolveSibling("ROOT.war");
    @Option(names = "--payara-micro", paramLabel = "FILE", description = "Payara Micro; default: payara-micro.jar beside longshell.jar.")
    private Path payaraMicro = Workshop.jar().resolveSibling("payara-micro.jar");
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read();
        Home home = Home.open(settings.home());
        WayBack wayBack = new WayBack();
        Thread hook = new Thread(wayBack::close, "up-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (wayBack) {
            return serve(settings, home, wayBack);
        } catch (FaultException e) {
            if (isAskedToStop(hook)) {
                return 0; // what we were waiting for was ended by the hook
            }
            throw e;
        }
    }

    private static boolean isAskedToStop(Thread hook) {
        return hook.getState() != Thread.State.NEW;
    }

    private int serve(Settings settings, Home home, WayBack wayBack) throws InterruptedException {
        OrphanFile orphans = takePort(settings, home, wayBack);
        boolean passwordIsNew = !Files.exists(adminPassword(home));
        Workshop workshop = Workshop.of(home);
        PayaraRuntime runtime = PayaraRuntime.unpackedIn(workshop, payaraMicro.toAbsolutePath());
        Gateway gateway = wayBack.start(() -> Gateway.start(
                new Gateway.Plan(settings, home, runtime, war.toAbsolutePath(), databaseUrl(settings, home, workshop, wayBack)), orphans));
        new Readiness(settings).await(gateway, READY_SECONDS);
        if (!runtime.hasArchive()) {
            runtime.writeArchive(gateway.pid());
        }
        ServiceManager.tellReady();
        Warning.sharedUser(settings).ifPresent(warning -> say("In a team: " + warning.line()));
        say("Longshell is ready at " + Readiness.url(settings) + " - log in as admin with " + password(settings, home, passwordIsNew)
                + " - Ctrl-C stops it, sessions go on.");
        int exitCode = gateway.awaitEnd();
        if (wayBack.isClosing()) {
            return 0;
        }
        throw new FaultException(Fault.START_FAILED, "The server ended by itself (exit code " + exitCode + "). Sessions go on; start it again with up. Its last words, from "
                + gateway.log().file() + ":\n" + String.join("\n", gateway.log().lastLines(10)));
    }

    /** One {@code up} a port and home; then nobody else on any of the ports. */
    private static OrphanFile takePort(Settings settings, Home home, WayBack wayBack) {
        long port = settings.number(Setting.PORT);
        Path folder = home.folder("gateway");
        FileLock lock = Home.tryLock(folder.resolve(port + ".lock"));
        OrphanFile orphans = new OrphanFile(folder.resolve(port + ".process"));
        if (lock == null) {
            String holder = PortHolder.find((int) port).map(PortHolder::toString).orElse("it is still starting");
            throw new FaultException(Fault.PORT_IN_USE, "Another up of " + home.directory() + " has port " + port + " (" + holder + "). Stop it, or choose another with PORT=number.");
        }
        wayBack.start(() -> () -> Home.release(lock));
        orphans.find().ifPresent(process -> OrphanFile.end(process, ORPHAN_STOP_SECONDS));
        PortHolder.refuseIfTaken("PORT", settings.bindAddress(), (int) port);
        for (Setting setting : BootCommands.extraListeners(settings)) {
            PortHolder.refuseIfTaken(setting.name(), settings.bindAddress(), settings.integer(setting));
        }
        return orphans;
    }

    private String databaseUrl(Settings settings, Home home, Workshop workshop, WayBack wayBack) {
        return settings.text(Setting.DATABASE_URL).orElseGet(() -> {
            Postgres postgres = wayBack.start(() -> Postgres.start(home, workshop));
            wayBack.start(() -> PostgresWatch.over(postgres, this::complain));
            return postgres.url();
        });
    }

    private static Path adminPassword(Home home) {
        return home.directory().resolve("admin-password");
    }

    private static String password(Settings settings, Home home, boolean isNew) {
        if (settings.text(Setting.LONGSHELL_ADMIN_PASSWORD).isPresent()) {
            return "LONGSHELL_ADMIN_PASSWORD";
        }
        Path file = adminPassword(home);
        try {
            return isNew && Files.exists(file) && !ServiceManager.keepsWhatIsPrinted() ? "the password " + Files.readString(file).strip() + " (kept in " + file + ")" : "the password in " + file;
        } catch (java.io.IOException e) {
            throw Home.fault(e, file + " cannot be read");
        }
    }

    private void complain(String line) {
        PrintWriter err = specification.commandLine().getErr();
        err.println("longshell: " + line);
        err.flush();
    }

    private void say(String line) {
        PrintWriter out = specification.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
