package dev.longshell.console;

import dev.longshell.access.Users;
import dev.longshell.access.Users.NewPassword;
import dev.longshell.access.Users.UserView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The page of all users, for admins; knows nothing of what a user may be. */
@Named("users")
@RequestScoped
public class UsersPage {
    private final Users users;
    private final Visitor visitor;
    private List<UserView> all;
    private NewPassword made;
    private String username;
    private boolean admin;

    protected UsersPage() {
        this(null, null);
    }

    @Inject
    public UsersPage(Users users, Visitor visitor) {
        this.users = users;
        this.visitor = visitor;
    }

    /** By name, as they were when first asked for or after what this request changed. @throws dev.longshell.fault.FaultException FORBIDDEN for whom is no admin */
    public List<UserView> getAll() {
        if (all == null) {
            all = users.list(visitor.caller());
        }
        return all;
    }

    /** Somebody whose password was made up just now; null otherwise. */
    public NewPassword getMade() {
        return made;
    }

    public void create() {
        if (Notice.unlessRefused(() -> made = users.create(visitor.caller(), username, null, admin))) {
            username = null;
            admin = false;
        }
        all = null;
    }

    public void resetPassword() {
        Notice.unlessRefused(() -> made = users.resetPassword(visitor.caller(), who(), null));
    }

    public void enable() {
        change(null, false);
    }

    public void disable() {
        change(null, true);
    }

    public void promote() {
        change(true, null);
    }

    public void demote() {
        change(false, null);
    }

    private void change(Boolean isAdmin, Boolean isDisabled) {
        Notice.unlessRefused(() -> users.change(visitor.caller(), who(), isAdmin, isDisabled));
        all = null; // which buttons there are was asked before
    }

    private static String who() {
        return Notice.field("who");
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public boolean isAdmin() {
        return admin;
    }

    public void setAdmin(boolean admin) {
        this.admin = admin;
    }
}
