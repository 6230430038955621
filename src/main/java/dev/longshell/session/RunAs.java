package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.Project;
import dev.longshell.wire.OtherUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Decides which OS user a session's processes run as; starts nothing.
 *
 * <p>The keeper stays the gateway's: a shell of the keeper's own user could stop it, trace it and take its socket, whatever the socket's mode. So only the child
 * changes its user, by RUN_AS_COMMAND, and the kernel keeps it from all that is not its own.
 */
@ApplicationScoped
public class RunAs {
    private static final Logger LOG = Logger.getLogger(RunAs.class.getName());

    private Settings settings;

    protected RunAs() {
        // for the container's proxy
    }

    @Inject
    public RunAs(Settings settings) {
        this.settings = settings;
    }

    /** Said once, so that nobody takes for walled off what is not. */
    void start(@Observes Startup startup) {
        settings.text(Setting.RUN_AS).ifPresent(this::checked);
        warning().ifPresent(LOG::warning);
    }

    /** What an operator must know where shells run as the gateway's own user. */
    public Optional<String> warning() {
        return settings.text(Setting.RUN_AS).isPresent() ? Optional.empty() : Optional.of("Shells run as " + System.getProperty("user.name")
                + ", the user of this server: whoever may type in one can read its secrets and end it. Set RUN_AS, or a project's runAs.");
    }

    /** The project's user, or that of RUN_AS; empty for the server's own. */
    Optional<OsUser> of(Project project) {
        return Optional.ofNullable(project.runAs()).or(() -> settings.text(Setting.RUN_AS)).map(this::checked);
    }

    /** @throws FaultException INVALID_PARAMETER for whom this machine does not know, and for root, who is walled off from nothing */
    OsUser checked(String name) {
        return OsUser.find(name).filter(user -> user.id() != 0)
                .orElseThrow(() -> new FaultException(Fault.INVALID_PARAMETER, "runAs: " + name + " is no user of this machine, or is root."));
    }

    OtherUser launched(OsUser user) {
        return new OtherUser(user.name(), Arrays.stream(settings.text(Setting.RUN_AS_COMMAND).orElseThrow().split("\\s+"))
                .map(word -> word.replace("{user}", user.name()).replace("{uid}", Long.toString(user.id())).replace("{gid}", Long.toString(user.group()))).toList());
    }
}
