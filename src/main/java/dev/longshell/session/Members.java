package dev.longshell.session;

import dev.longshell.access.AccessChanges;
import dev.longshell.access.Caller;
import dev.longshell.access.Rights;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.store.Membership;
import dev.longshell.store.MembershipRepository;
import dev.longshell.store.Role;
import dev.longshell.store.TokenScope;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Who belongs to a project; knows nothing of what a role may do. Faults as {@link Projects} throws them. */
@ApplicationScoped
public class Members {
    /** @param username of the member @param role {@code viewer}, {@code operator} or {@code manager} @param disabled true for somebody who cannot log in just now */
    public record Member(String username, String role, boolean disabled) {
    }

    @Inject
    private Projects projects;
    @Inject
    private MembershipRepository repository;
    @Inject
    private UserRepository users;
    @Inject
    private AccessChanges changes;
    @Inject
    private Audit audit;

    /** By username; every member may see them. */
    public List<Member> list(Caller caller, String slug) {
        return repository.list(projects.visible(caller, slug).id()).stream().map(Members::view).toList();
    }

    /** Makes somebody a member, or gives a member another role. A manager's; also NOT_FOUND for an unknown user, INVALID_PARAMETER for an unknown role. */
    public Member put(Caller caller, String slug, String username, String roleWord) {
        var project = projects.allowed(caller, slug, Role.MANAGER);
        Role role = Role.ofWord(roleWord).orElseThrow(() -> new FaultException(Fault.INVALID_PARAMETER, "role: allowed is viewer, operator or manager."));
        User user = users.findByUsername(username).orElseThrow(() -> new FaultException(Fault.NOT_FOUND, "There is no user " + username + "."));
        repository.put(project.id(), user, role);
        audit.record(Action.MEMBER_CHANGE, caller.username(), slug, Outcome.DONE, username + ": " + role.word());
        changes.announce(user.id());
        return new Member(user.username(), role.word(), user.disabled());
    }

    /** A manager's, and everybody's own. NOT_FOUND for whom is no member. */
    public void remove(Caller caller, String slug, String username) {
        var project = projects.allowed(caller, slug, username.equals(caller.username()) ? Role.VIEWER : Role.MANAGER);
        Rights.requireScope(caller, TokenScope.ADMINISTER); // also to leave: a token that reads locks nobody out
        User user = users.findByUsername(username).orElseThrow(() -> noMember(username));
        repository.remove(project.id(), user.id()).orElseThrow(() -> noMember(username));
        audit.record(Action.MEMBER_REMOVE, caller.username(), slug, Outcome.DONE, username);
        changes.announce(user.id());
    }

    private static FaultException noMember(String username) {
        return new FaultException(Fault.NOT_FOUND, username + " is no member of this project.");
    }

    private static Member view(Membership membership) {
        return new Member(membership.user().username(), membership.role().word(), membership.user().disabled());
    }
}
