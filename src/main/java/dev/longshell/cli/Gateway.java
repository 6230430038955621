package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Payara Micro with the WAR as a child process: its command line, its environment, its end; knows nothing of what the WAR does.
 *
 * <p>A child, and not PayaraMicro.main in this JVM, so that the server's class path is its own and its end, also by kill -9, is seen and told.
 * No secret is on its command line: settings travel in the environment, the key store's password in files of mode 0600.
 */
final class Gateway implements AutoCloseable {
    /** Open requests are answered and sockets closed with 1012 within this time. */
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final GatewayLog log;
    private final OrphanFile orphans;
    private final Thread reader;

    private Gateway(Process process, GatewayLog log, OrphanFile orphans) {
        this.process = process;
        this.log = log;
        this.orphans = orphans;
        this.reader = new Thread(() -> log.readAll(process.getInputStream()), "gateway-log");
    }

    /** @param war what to deploy @param databaseUrl what the WAR finds as DATABASE_URL */
    record Plan(Settings settings, Home home, PayaraRuntime runtime, Path war, String databaseUrl) {
        String port() {
            return settings.text(Setting.PORT).orElseThrow();
        }
    }

    /** Starts the process; it is not ready yet. */
    static Gateway start(Plan plan, OrphanFile orphans) {
        if (!Files.isReadable(plan.war())) {
            throw new FaultException(Fault.NOT_INSTALLED, "There is no WAR at " + plan.war() + ": build with ./mvnw -DskipTests package, or name it with --war.");
        }
        GatewayLog log = new GatewayLog(plan.home().folder("log").resolve("gateway-" + plan.port() + ".log"));
        Path root = plan.home().folder("gateway").resolve(plan.port());
        plan.runtime().makeRoot(root);
        ProcessBuilder builder = new ProcessBuilder(Umask.closed(command(plan, root))).redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        environment(plan, builder.environment());
        try {
            Gateway gateway = new Gateway(builder.start(), log, orphans);
            orphans.write(gateway.process.toHandle());
            gateway.reader.setDaemon(true);
            gateway.reader.start();
            return gateway;
        } catch (IOException e) {
            throw new FaultException(Fault.START_FAILED, "The server cannot be started: " + Reason.of(e), e);
        }
    }

    private static List<String> command(Plan plan, Path root) {
        KeyStoreFile keyStore = KeyStoreFile.make(plan.settings(), root);
        Path commands = root.resolve("boot-commands");
        Home.writePrivately(commands, String.join("\n", BootCommands.of(plan.settings(), keyStore)).concat("\n").getBytes(StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>(List.of(PayaraRuntime.java()));
        if (keyStore != null) {
            Path arguments = root.resolve("java-arguments");
            Home.writePrivately(arguments, ("-Djavax.net.ssl.keyStore=" + keyStore.path() + "\n-Djavax.net.ssl.keyStorePassword=" + keyStore.password() + "\n").getBytes(StandardCharsets.UTF_8));
            command.add("@" + arguments);
        }
        command.addAll(flags(plan.settings()));
        command.addAll(plan.runtime().sharingFlags());
        command.addAll(plan.runtime().classPathAndMain());
        command.addAll(List.of("--rootdir", root.toString(), "--nohazelcast", "--disablephonehome"));
        command.addAll(keyStore == null ? List.of("--port", plan.port()) : List.of("--sslport", plan.port(), "--sslcert", KeyStoreFile.ALIAS));
        command.addAll(List.of("--prebootcommandfile", commands.toString(), "--logproperties", loggingProperties(root).toString(), "--deploy", plan.war().toString()));
        return command;
    }

    /** C2 costs a boot on two cores half as much again and pays back in service only. An exhausted heap ends the process: a new one serves, a crippled one does not. */
    private static List<String> flags(Settings settings) {
        List<String> flags = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
        if (settings.development()) {
            flags.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        return flags;
    }

    private static Path loggingProperties(Path root) {
        Path file = root.resolve("longshell-logging.properties");
        try (InputStream resource = Gateway.class.getResourceAsStream("logging.properties")) {
            Home.writePrivately(file, resource.readAllBytes());
            return file;
        } catch (IOException e) {
            throw Home.fault(e, "The settings of the log cannot be read");
        }
    }

    private static void environment(Plan plan, Map<String, String> environment) {
        for (Setting setting : Setting.values()) {
            plan.settings().value(setting).filter(value -> !value.origin().equals("default")).ifPresent(value -> environment.put(setting.name(), value.text()));
        }
        environment.put(Setting.LONGSHELL_HOME.name(), plan.home().directory().toString());
        environment.put(Setting.DATABASE_URL.name(), plan.databaseUrl());
    }

    long pid() {
        return process.pid();
    }

    GatewayLog log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end. @return the exit code; 128 + n after signal n */
    int awaitEnd() throws InterruptedException {
        int exitCode = process.waitFor();
        reader.join(TimeUnit.SECONDS.toMillis(1));
        return exitCode;
    }

    /** Ends it, gently at first; nothing happens when it has ended. */
    @Override
    public void close() {
        OrphanFile.end(process.toHandle(), STOP_SECONDS);
        orphans.forget();
    }
}
