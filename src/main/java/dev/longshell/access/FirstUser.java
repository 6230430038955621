package dev.longshell.access;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.logging.Logger;

/** Makes the user {@code admin} at the first start; knows nothing of what an admin may do. */
@ApplicationScoped
public class FirstUser {
    public static final String USERNAME = "admin";
    private static final Logger LOG = Logger.getLogger(FirstUser.class.getName());
    /** Random bytes: 24 characters to copy. */
    private static final int PASSWORD_BYTES = 18;

    private Settings settings;
    private UserRepository users;
    private Passwords passwords;

    protected FirstUser() {
        // for the container's proxy
    }

    @Inject
    public FirstUser(Settings settings, UserRepository users, Passwords passwords) {
        this.settings = settings;
        this.users = users;
        this.passwords = passwords;
    }

    /** The user {@code admin}, made with LONGSHELL_ADMIN_PASSWORD, or with one that is generated and kept in LONGSHELL_HOME/admin-password, when it is not there. */
    public User present() {
        return users.findByUsername(USERNAME).orElseGet(this::make);
    }

    private User make() {
        try {
            return users.add(new User(USERNAME, passwords.hash(password()), true));
        } catch (FaultException e) {
            if (e.fault() != Fault.CONFLICT) {
                throw e;
            }
            return users.findByUsername(USERNAME).orElseThrow(() -> e); // another gateway starts at the same moment
        }
    }

    private String password() {
        return settings.text(Setting.LONGSHELL_ADMIN_PASSWORD).orElseGet(() -> {
            Path file = settings.home().resolve("admin-password");
            LOG.info(() -> "The password of the user " + USERNAME + " is in " + file);
            return KeptSecret.readOrMake(file, () -> KeptSecret.random(PASSWORD_BYTES));
        });
    }
}
