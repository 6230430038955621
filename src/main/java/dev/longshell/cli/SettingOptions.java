package dev.longshell.cli;

import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that every verb shares, and the order of the sources: command line, system properties, environment, file; reads no value's meaning. */
final class SettingOptions {
    @Option(names = "--env", paramLabel = "FILE", description = "A file of NAME=value lines; what the environment sets counts more.")
    private Path file;
    @Option(names = "--home", paramLabel = "DIRECTORY", description = "LONGSHELL_HOME.")
    private Path home;
    @Option(names = "--port", paramLabel = "NUMBER", description = "PORT: console and API.")
    private String port;
    @Option(names = "--bind", paramLabel = "ADDRESS", description = "BIND_ADDRESS.")
    private String bindAddress;
    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any other setting (not for secrets: others can read a command line).")
    private Map<String, String> others = new LinkedHashMap<>();

    /** @throws FaultException SETTING_REFUSED for what cannot be, or a file that cannot be read */
    Settings read() {
        return read(System.getProperties()::getProperty, System.getenv()::get);
    }

    /** As {@link #read()} with those system properties and that environment. */
    Settings read(Function<String, String> properties, Function<String, String> environment) {
        Map<String, String> arguments = arguments();
        Map<String, String> lines = file == null ? Map.of() : EnvironmentFile.read(file);
        return Settings.read(name -> firstOf(
                value(arguments.get(name), "command line"),
                value(properties.apply(name), "system property"),
                value(environment.apply(name), "environment"),
                value(lines.get(name), "file " + file)));
    }

    /** The one of {@code --env}. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    private Map<String, String> arguments() {
        Map<String, String> arguments = new HashMap<>(others);
        if (home != null) {
            arguments.put("LONGSHELL_HOME", home.toAbsolutePath().normalize().toString());
        }
        if (port != null) {
            arguments.put("PORT", port);
        }
        if (bindAddress != null) {
            arguments.put("BIND_ADDRESS", bindAddress);
        }
        return arguments;
    }

    private static Settings.Value value(String text, String origin) {
        return text == null || text.isBlank() ? null : new Settings.Value(text, origin);
    }

    private static Settings.Value firstOf(Settings.Value... values) {
        for (Settings.Value value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
