package dev.longshell.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is allowed and still to be known by whoever runs a server.
 *
 * @param code    for programs
 * @param text    sentences for people
 * @param command what changes it
 */
public record Warning(String code, String text, String command) {
    private static final String LOOPBACK = "localhost|127\\..*|::1";

    /** What the settings alone tell. */
    public static List<Warning> of(Settings settings) {
        List<Warning> warnings = new ArrayList<>();
        sharedUser(settings).ifPresent(warnings::add);
        boolean isPlain = settings.text(Setting.TLS_CERT).isEmpty() && !settings.bindAddress().matches(LOOPBACK);
        if (isPlain && settings.list(Setting.TRUSTED_PROXIES, ",").isEmpty()) {
            String text = "Passwords and keystrokes pass the network in the clear: http on " + settings.bindAddress()
                    + ", and no proxy with TLS is named in front.";
            String command = "set TLS_CERT and TLS_KEY, or TRUSTED_PROXIES, or BIND_ADDRESS=127.0.0.1";
            warnings.add(new Warning("plain_http", text, command));
        }
        return warnings;
    }

    /** Without RUN_AS shells and server are one user, between whose processes the kernel has no wall. */
    public static Optional<Warning> sharedUser(Settings settings) {
        if (settings.text(Setting.RUN_AS).isPresent()) {
            return Optional.empty();
        }
        String text = "Shells run as " + System.getProperty("user.name") + ", the server's own user: whoever may type in "
                + "one can read the keeper's secret, the key that signs logins and the database, and type into every "
                + "other terminal.";
        return Optional.of(new Warning("run_as_unset", text, "longshell run-as USER"));
    }

    /** The text and the command in one line. */
    public String line() {
        return text + " To change it: " + command;
    }
}
