package dev.longshell.channel;

import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.access.ShareToken;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.Guest;
import dev.longshell.session.Kind;
import dev.longshell.session.Sessions;
import dev.longshell.session.Shares;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.WebSocketViolation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides whether a handshake may become a socket, and what it then asks the keeper for; knows nothing of sockets. Foreign origins were refused by {@code access} before. */
@ApplicationScoped
public class Handshakes {
    private static final Pattern PATH = Pattern.compile("/ws/(terminal|claude)/([A-Za-z0-9_.-]{1,128})");
    private static final Pattern VIEWER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern CELLS = Pattern.compile("-?\\d{1,9}");

    private Callers callers;
    private Sessions sessions;
    private Shares shares;
    private Audit audit;

    protected Handshakes() {
        // for the container's proxy
    }

    @Inject
    Handshakes(Callers callers, Sessions sessions, Shares shares, Audit audit) {
        this.callers = callers;
        this.sessions = sessions;
        this.shares = shares;
        this.audit = audit;
    }

    /** @throws FaultException UNAUTHENTICATED, NOT_FOUND, INVALID_PARAMETER, or what keeps us from knowing */
    Admission admit(HttpServletRequest request) {
        try {
            Admission admission = decide(request);
            if (request.getHeader("Upgrade") == null) {
                throw new FaultException(Fault.INVALID_PARAMETER, "This is a WebSocket: it is asked for with Upgrade.");
            }
            record(admission);
            return admission;
        } catch (FaultException e) {
            audit.recordRefusedRequest(null, request.getMethod() + " " + request.getRequestURI(), e);
            throw e;
        }
    }

    private void record(Admission admission) {
        Attach attach = admission.attach();
        String role = attach.role().name().toLowerCase(Locale.ROOT);
        String share = attach.guest().share();
        audit.record(share == null ? Action.SESSION_ATTACH : Action.SHARE_USE, admission.getName(), attach.session(), Outcome.DONE, share == null ? role : role + " by link " + share);
    }

    /** A socket that was let in is closed for what it sent. */
    void recordViolation(Admission admission, WebSocketViolation violation) {
        audit.recordFault(Action.SESSION_ATTACH, admission.getName(), admission.attach().session(), new FaultException(Fault.MALFORMED_FRAME, violation.getMessage()));
    }

    /** Who comes by a link is its guest, also with a login beside it: a link shows the same to everybody. */
    private Admission decide(HttpServletRequest request) {
        Optional<String> link = ShareToken.in(request);
        return link.isPresent() ? ofGuest(request, shares.guest(link.get())) : ofUser(request);
    }

    private Admission ofGuest(HttpServletRequest request, Guest guest) {
        if (!pathOf(request).equals("/ws/" + guest.kind().word() + "/" + guest.session())) {
            throw Shares.over();
        }
        long millis = Math.max(1, Duration.between(Instant.now(), guest.expiresAt()).toMillis());
        Attach.Guest shown = new Attach.Guest(guest.name(), guest.share().toString(), millis);
        return new Admission(new GuestBearer(guest, shares), guest.kind(), attach(request, guest.session(), guest.role(), shown));
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private Admission ofUser(HttpServletRequest request) {
        Caller caller = callers.of(request.getUserPrincipal());
        Matcher path = PATH.matcher(pathOf(request));
        if (!path.matches()) {
            throw new FaultException(Fault.NOT_FOUND, "No such session.");
        }
        Kind kind = path.group(1).equals(Kind.CLAUDE.word()) ? Kind.CLAUDE : Kind.TERMINAL;
        Attach.Role role = sessions.roleOf(caller, path.group(2), kind);
        Attach attach = attach(request, path.group(2), role, new Attach.Guest(caller.username(), null, null));
        return new Admission(new UserBearer(caller, callers, sessions), kind, attach);
    }

    static Attach attach(HttpServletRequest request, String session, Attach.Role role, Attach.Guest guest) {
        String viewer = parameter(request, "viewer", VIEWER, "1 to 64 characters of A-Z, a-z, 0-9, underscore and hyphen");
        return new Attach(session, viewer == null ? UUID.randomUUID().toString() : viewer, number(request, "from", "a byte offset"),
                cells(request, "cols", Protocol::clampColumns), cells(request, "rows", Protocol::clampRows), role, mode(request, role), guest,
                number(request, "attempt", "a whole number, larger than that of the attempt before"));
    }

    private static Long number(HttpServletRequest request, String name, String description) {
        String text = parameter(request, name, NUMBER, description);
        return text == null ? null : Long.valueOf(text);
    }

    private static Integer cells(HttpServletRequest request, String name, IntUnaryOperator clamp) {
        String text = parameter(request, name, CELLS, "a whole number of cells");
        return text == null ? null : clamp.applyAsInt(Integer.parseInt(text));
    }

    private static Attach.Mode mode(HttpServletRequest request, Attach.Role role) {
        String mode = parameter(request, "mode", Pattern.compile("leaping|lossless"), "leaping or lossless");
        if (!"lossless".equals(mode)) {
            return Attach.Mode.LEAPING;
        }
        if (role != Attach.Role.OPERATOR) {
            throw new FaultException(Fault.FORBIDDEN, "Only who may type may hold the program back: mode=lossless is not for an observer.");
        }
        return Attach.Mode.LOSSLESS;
    }

    private static String parameter(HttpServletRequest request, String name, Pattern allowed, String description) {
        String text = request.getParameter(name);
        if (text != null && !allowed.matcher(text).matches()) {
            throw new FaultException(Fault.INVALID_PARAMETER, "The parameter " + name + " must be " + description + ".");
        }
        return text;
    }
}
