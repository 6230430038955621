package dev.longshell.access;

import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The people who may log in, as admins keep them; knows nothing of projects. Every method is an admin's, and every
 * change takes a login: FORBIDDEN otherwise.
 */
@ApplicationScoped
public class Users {
    /** @param disabled true for somebody who can neither log in nor use a token @param createdAt UTC */
    public record UserView(String username, boolean admin, boolean disabled, Instant createdAt) {
    }

    /** @param password that was made up, to be shown this once; null where the admin chose it */
    public record NewPassword(String username, String password) {
    }

    /** Lower case, so that nobody passes for somebody else by a capital. */
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    /** Characters. */
    static final int LONGEST_NAME = 64;
    /** Random bytes: 20 characters to read out or copy. */
    private static final int PASSWORD_BYTES = 15;

    private UserRepository repository;
    private Passwords passwords;
    private AccessChanges changes;
    private Audit audit;

    protected Users() {
        // for the container's proxy
    }

    @Inject
    public Users(UserRepository repository, Passwords passwords, AccessChanges changes, Audit audit) {
        this.repository = repository;
        this.passwords = passwords;
        this.changes = changes;
        this.audit = audit;
    }

    /** By name. */
    public List<UserView> list(Caller caller) {
        Rights.requireAdmin(caller);
        return repository.list().stream().map(Users::view).toList();
    }

    /** @param password null: one is made up. CONFLICT for a name that is taken, INVALID_PARAMETER for a name or password that cannot be */
    public NewPassword create(Caller caller, String username, String password, boolean admin) {
        requireMayChange(caller);
        if (username == null || !isName(username)) {
            throw new FaultException(Fault.INVALID_PARAMETER,
                    "username: allowed are 1 to 64 of a-z, 0-9, dot, underscore, hyphen and @, a letter or digit first.");
        }
        String chosen = chosenOrRandom(password);
        repository.add(new User(username, passwords.hash(Passwords.checked(chosen, username)), admin));
        audit.record(Action.USER_CREATE, caller.username(), username, Outcome.DONE, admin ? "admin" : null);
        return new NewPassword(username, password == null ? chosen : null);
    }

    /** @param admin null: as it is @param disabled null: as it is. NOT_FOUND for an unknown user, CONFLICT when no admin would be left */
    public UserView change(Caller caller, String username, Boolean admin, Boolean disabled) {
        requireMayChange(caller);
        User changed = changed(username, user -> {
            user.admin(admin == null ? user.admin() : admin);
            user.disabled(disabled == null ? user.disabled() : disabled);
        });
        audit.record(Action.USER_CHANGE, caller.username(), username, Outcome.DONE, "admin: " + changed.admin() + ", disabled: " + changed.disabled());
        changes.announce(changed.id());
        return view(changed);
    }

    /** Ends every login and token of the user. @param password null: one is made up */
    public NewPassword resetPassword(Caller caller, String username, String password) {
        requireMayChange(caller);
        String chosen = chosenOrRandom(password);
        String hash = passwords.hash(Passwords.checked(chosen, username));
        User changed = changed(username, user -> user.passwordHash(hash));
        audit.record(Action.USER_PASSWORD, caller.username(), username, Outcome.DONE, null);
        changes.announce(changed.id());
        return new NewPassword(username, password == null ? chosen : null);
    }

    private static void requireMayChange(Caller caller) {
        Rights.requireLogin(caller);
        Rights.requireAdmin(caller);
    }

    static boolean isName(String text) {
        return USERNAME.matcher(text).matches();
    }

    private User changed(String username, Consumer<User> change) {
        return repository.change(username, change).orElseThrow(() -> new FaultException(Fault.NOT_FOUND, "There is no user " + username + "."));
    }

    private static String chosenOrRandom(String password) {
        return password == null ? KeptSecret.random(PASSWORD_BYTES) : password;
    }

    private static UserView view(User user) {
        return new UserView(user.username(), user.admin(), user.disabled(), user.createdAt());
    }
}
