package dev.longshell.session;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.OsUser;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.setting.Warning;
import dev.longshell.store.Project;
import dev.longshell.wire.OtherUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
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
        return Warning.sharedUser(settings).map(warning -> warning.text() + " On the server's machine: " + warning.command() + "; or set a project's runAs.");
    }

    /** The same for whoever lets somebody into a project, as long as that has no user of its own. @param runAs the project's, or null */
    public Optional<String> warning(String runAs) {
        return runAs == null ? warning() : Optional.empty();
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
        return new OtherUser(user.name(), user.launcher(settings.text(Setting.RUN_AS_COMMAND).orElseThrow()));
    }
}
