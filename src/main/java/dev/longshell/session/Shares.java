package dev.longshell.session;

import dev.longshell.access.AccessChanges;
import dev.longshell.access.Caller;
import dev.longshell.access.Rights;
import dev.longshell.access.ShareToken;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperLink;
import dev.longshell.store.Role;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.Share;
import dev.longshell.store.ShareRepository;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import dev.longshell.text.Names;
import dev.longshell.wire.Attach;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Links that let somebody without a login at one session; knows nothing of how a link is carried.
 *
 * <p>A link lends what its maker has: it is good as long as the maker may type there. Whoever may type at a session sees its links and may take any of them away.
 */
@ApplicationScoped
public class Shares {
    private static final Logger LOG = System.getLogger(Shares.class.getName());
    private static final int LONGEST_NAME = 60;
    private static final int USUAL_MINUTES = (int) Duration.ofDays(1).toMinutes();
    private static final int MOST_MINUTES = (int) Duration.ofDays(30).toMinutes();
    /** Of one session: more are forgotten, not used. */
    private static final int MOST_LINKS = 50;
    private static final String PAGE = "guest.xhtml#";

    @Inject
    private Sessions sessions;
    @Inject
    private ShareRepository repository;
    @Inject
    private UserRepository users;
    @Inject
    private KeeperLink keeper;
    @Inject
    private AccessChanges changes;
    @Inject
    private Audit audit;

    /** Newest first. NOT_FOUND and FORBIDDEN as {@link Sessions} throws them. */
    public List<ShareView> list(Caller caller, String session) {
        sessions.allowed(caller, session, Role.OPERATOR);
        List<SessionView.Viewer> watchers = sessions.find(caller, session).watchers();
        return repository.list(session, Instant.now()).stream().map(share -> view(share, count(watchers, share), null)).toList();
    }

    private static long count(List<SessionView.Viewer> watchers, Share share) {
        return watchers.stream().filter(viewer -> share.id().toString().equals(viewer.share())).count();
    }

    /**
     * Takes a login, for a link outlives a token that is revoked. Also INVALID_PARAMETER for a draft that cannot be,
     * CONFLICT for the 51st link of a session.
     */
    public ShareView make(Caller caller, String session, ShareDraft draft) {
        try {
            sessions.allowed(caller, session, Role.VIEWER);
            Rights.requireLogin(caller);
            ShareView made = add(caller, sessions.allowed(caller, session, Role.OPERATOR), draft);
            audit.record(Action.SHARE_CREATE, caller.username(), session, Outcome.DONE, "link " + made.id() + ", " + made.role() + " until " + made.expiresAt());
            return made;
        } catch (FaultException e) {
            audit.recordFault(Action.SHARE_CREATE, caller.username(), session, e);
            throw e;
        }
    }

    private ShareView add(Caller caller, SessionRecord session, ShareDraft draft) {
        String name = Names.isBlank(draft.name()) ? null : Names.checked(draft.name(), LONGEST_NAME)
                .orElseThrow(() -> new FaultException(Fault.INVALID_PARAMETER,
                        "name: allowed are " + Names.rule(LONGEST_NAME) + "."));
        String role = draft.role() == null ? Share.OBSERVER : draft.role();
        if (!role.equals(Share.OBSERVER) && !role.equals(Share.OPERATOR)) {
            throw new FaultException(Fault.INVALID_PARAMETER, "role: allowed is observer or operator.");
        }
        int minutes = draft.expiresInMinutes() == null ? USUAL_MINUTES : draft.expiresInMinutes();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new FaultException(Fault.INVALID_PARAMETER, "expiresInMinutes: allowed is a whole number from 1 to " + MOST_MINUTES + ".");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        if (repository.list(session.id(), now).size() >= MOST_LINKS) {
            throw new FaultException(Fault.CONFLICT, "The session has " + MOST_LINKS + " links; revoke one first.");
        }
        User maker = users.findByUsername(caller.username()).orElseThrow();
        String secret = ShareToken.random();
        Share share = new Share(session, maker, name, role, ShareToken.hash(secret), now, now.plus(Duration.ofMinutes(minutes)));
        repository.add(share);
        return view(share, 0, PAGE + secret);
    }

    /** Takes a link away; whoever came by it is sent off before this returns. NOT_FOUND for a link that the session does not have. */
    public void revoke(Caller caller, String session, UUID id) {
        sessions.allowed(caller, session, Role.OPERATOR);
        UUID maker = repository.remove(session, id).orElseThrow(() -> new FaultException(Fault.NOT_FOUND, "The session has no such link."));
        audit.record(Action.SHARE_REVOKE, caller.username(), session, Outcome.DONE, "link " + id);
        changes.announce(maker);
        dismiss(session, id);
    }

    /** Those on other gateways too. A keeper that is away holds up no revocation: it is written down, and each gateway looks within a second. */
    private void dismiss(String session, UUID id) {
        try {
            keeper.dismiss(session, id.toString());
        } catch (FaultException e) {
            LOG.log(e.fault() == Fault.NOT_FOUND ? Level.DEBUG : Level.WARNING, "a keeper cannot be told of a link that was revoked", e);
        }
    }

    /** Who comes by the link with that secret. UNAUTHENTICATED, in the same words, for one that is unknown, expired, revoked, or more than its maker may. */
    public Guest guest(String secret) {
        Share share = repository.findByHash(ShareToken.hash(secret)).orElseThrow(Shares::over);
        Guest guest = good(share);
        repository.used(share, Instant.now());
        return guest;
    }

    /** The same guest, as the link is now. @throws FaultException as {@link #guest} */
    public Guest again(Guest guest) {
        return good(repository.find(guest.share()).orElseThrow(Shares::over));
    }

    private static Guest good(Share share) {
        SessionRecord session = share.session();
        if (!share.expiresAt().isAfter(Instant.now()) || !Rights.has(share.maker(), session.project().id(), Role.OPERATOR)) {
            throw over();
        }
        Attach.Role role = share.role().equals(Share.OPERATOR) ? Attach.Role.OPERATOR : Attach.Role.OBSERVER;
        String name = share.name() == null ? "a guest" : share.name() + " (guest)";
        return new Guest(share.id(), name, session.id(), session.name(), Kind.ofWord(session.kind()).orElseThrow(), role, share.maker().id(), share.maker().accessVersion(), share.expiresAt());
    }

    private static ShareView view(Share share, long here, String link) {
        return new ShareView(share.id(), share.name(), share.role(), share.maker().username(), share.createdAt(), share.expiresAt(), share.lastUsedAt(), here, link);
    }

    /** For whoever comes by no good link, however it came to be none. */
    public static FaultException over() {
        return new FaultException(Fault.UNAUTHENTICATED, "This link is not good, or not any more.");
    }
}
