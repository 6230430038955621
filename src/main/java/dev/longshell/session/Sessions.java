package dev.longshell.session;

import dev.longshell.access.Caller;
import dev.longshell.access.Rights;
import dev.longshell.access.Throttle;
import dev.longshell.audit.Action;
import dev.longshell.audit.Audit;
import dev.longshell.audit.Outcome;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.limit.Leases;
import dev.longshell.limit.Quota;
import dev.longshell.link.KeeperLink;
import dev.longshell.os.OsUser;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.store.Node;
import dev.longshell.store.Project;
import dev.longshell.store.Prospect;
import dev.longshell.store.Role;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.text.Names;
import dev.longshell.wire.Attach;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.Protocol;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.SessionReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The life of sessions as people see it: opens, finds, ends; knows nothing of HTTP, pages or sockets.
 *
 * <p>Every method throws {@link dev.longshell.fault.FaultException}: NOT_FOUND for what does not exist or the caller may not know of, FORBIDDEN for what
 * it may see but not do, KEEPER_UNAVAILABLE or DATABASE_UNAVAILABLE when either does not answer.
 */
@ApplicationScoped
public class Sessions {
    private static final int OCTAL = 8;
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;
    /** Of one user within a minute: nobody opens ten shells a second for long, but a program that runs wild does, and each costs everybody a process. */
    private static final int MOST_OPENINGS = 600;
    /** That are being opened at the same moment, by one user and by all: each holds a thread that serves requests, and starts a process. */
    private static final int MOST_AT_ONCE_OF_USER = 8;
    private static final int MOST_AT_ONCE = 32;
    private static final int KEPT_FOR_ADMINS = 8;
    private static final long AT_ONCE_RETRY_MILLIS = 1_000;
    private static final byte[] ENTER = {'\r'};
    private static final byte[] NO_KEYS = {};
    private static final Set<String> SIGNALS = Set.of("HUP", "INT", "QUIT", "TERM", "KILL", "USR1", "USR2", "CONT", "STOP", "TSTP");

    private final Throttle openings = new Throttle(MOST_OPENINGS, System::nanoTime);
    private final Leases beingOpened = new Leases(MOST_AT_ONCE, KEPT_FOR_ADMINS, Fault.RATE_LIMIT, "Too many sessions are being opened; try again in a moment.",
            AT_ONCE_RETRY_MILLIS);
    @Inject
    private Settings settings;
    @Inject
    private ProjectPaths paths;
    @Inject
    private Commands commands;
    @Inject
    private ChildEnvironment environment;
    @Inject
    private RunAs runAs;
    @Inject
    private Opening opening;
    @Inject
    private Reconciliation reconciliation;
    @Inject
    private Reports reports;
    @Inject
    private Retention retention;
    @Inject
    private SessionRepository repository;
    @Inject
    private KeeperLink keeper;
    @Inject
    private Audit audit;

    /** Starts a session in that project. Also SESSION_LIMIT, RATE_LIMIT for a user's 601st within a minute or ninth at once, COMMAND_NOT_FOUND, DIRECTORY_MISSING, DIRECTORY_OUTSIDE_ROOTS, INVALID_PARAMETER. */
    public SessionView open(Caller caller, String projectSlug, SessionDraft draft) {
        return open(caller, projectSlug, draft, null);
    }

    /** @param restores id of a session that is gone, under whose last screen this one begins; or null */
    SessionView open(Caller caller, String projectSlug, SessionDraft draft, String restores) {
        try (Leases.Lease lease = beingOpened.take(caller.admin(), quotas(caller))) {
            SessionView opened = start(caller, projectSlug, draft, restores);
            audit.record(Action.SESSION_OPEN, caller.username(), opened.id(), Outcome.DONE, opened.kind() + " in " + projectSlug);
            return opened;
        } catch (FaultException e) {
            audit.recordFault(Action.SESSION_OPEN, caller.username(), projectSlug, e);
            throw e;
        }
    }

    private static List<Quota> quotas(Caller caller) {
        return caller.admin() ? List.of() : List.of(new Quota("user " + caller.userId(), MOST_AT_ONCE_OF_USER,
                "You are opening " + MOST_AT_ONCE_OF_USER + " sessions already; wait until they are there."));
    }

    private SessionView start(Caller caller, String projectSlug, SessionDraft draft, String restores) {
        Prospect prospect = prospect(caller, projectSlug);
        slowDown(openings.attempt(caller.username()));
        Project project = prospect.project();
        Kind kind = kind(draft.kind());
        String name = Names.isBlank(draft.name()) ? null : ProjectRules.name(draft.name());
        List<String> command = commands.of(kind, project, draft.command());
        String directory = paths.resolve(project.path()).toString();
        long most = project.maxSessions() == null ? settings.number(Setting.SESSION_MAX_PER_PROJECT) : project.maxSessions();
        requireRoom(prospect, most);

        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = SessionId.next(now);
        SessionRecord row = new SessionRecord(id, kind.word(), project, prospect.owner(), command, directory, Node.NAME, now);
        row.name(name);
        OsUser user = runAs.of(project).orElse(null);
        OpenSession wanted = new OpenSession(id, kind.word(), command, directory, environment.of(kind, project, id, commands.shell(project), user),
                Protocol.clampColumns(draft.cols() == null ? USUAL_COLUMNS : draft.cols()), Protocol.clampRows(draft.rows() == null ? USUAL_ROWS : draft.rows()),
                settings.integer(Setting.SESSION_BUFFER_SIZE), project.clipboard(), restores, user == null ? null : runAs.launched(user),
                Integer.parseInt(settings.text(Setting.SESSION_UMASK).orElseThrow(), OCTAL));
        return SessionViews.view(row, opening.open(row, wanted, most), now, retention.defaultMinutes());
    }

    private Prospect prospect(Caller caller, String projectSlug) {
        Prospect prospect = repository.prospect(projectSlug, caller.userId()).orElseThrow(Projects::notFound);
        Rights.require(caller, prospect.project().id(), Role.OPERATOR, Projects::notFound);
        return prospect;
    }

    private static void slowDown(OptionalLong wait) {
        if (wait.isPresent()) {
            throw FaultException.retryable(Fault.RATE_LIMIT, "You have opened " + MOST_OPENINGS + " sessions within a minute; wait a little.", wait.getAsLong(), null);
        }
    }

    /** A refusal that starts no process; {@link Opening} holds the limit against two at once. */
    private void requireRoom(Prospect prospect, long most) {
        if (prospect.running() < most) {
            return;
        }
        long running = reconciliation.running(prospect.project());
        if (running >= most) {
            throw new FaultException(Fault.SESSION_LIMIT, "The project has " + running + " running sessions, and may have " + most + "; end one first.");
        }
    }

    /** Newest first; null means: any. While a keeper does not answer, what none of the others has is as its row remembers it. */
    public List<SessionView> list(Caller caller, String projectSlug, String state, String kind) {
        List<SessionRecord> rows = repository.list(); // before the keeper is asked: what runs according to a row is in a keeper by then
        KeeperLink.Answered answered = keeper.answered();
        Map<String, SessionReport> known = Reconciliation.byId(answered.sessions());
        Instant now = Instant.now();
        return rows.stream().filter(row -> Rights.maySee(caller, row.project().id()))
                .map(row -> answered.whole() || known.containsKey(row.id()) ? view(row, known.get(row.id()), now) : SessionViews.remembered(row, SessionState.of(row)))
                .filter(view -> projectSlug == null || view.project().equals(projectSlug))
                .filter(view -> state == null || view.state().equals(state))
                .filter(view -> kind == null || view.kind().equals(kind)).toList();
    }

    public SessionView find(Caller caller, String id) {
        SessionRecord row = visible(caller, id);
        return view(row, inspect(row), Instant.now());
    }

    public SessionView rename(Caller caller, String id, String name) {
        allowed(caller, id, Role.OPERATOR);
        String newName = Names.isBlank(name) ? null : ProjectRules.name(name);
        repository.change(id, row -> row.name(newName)).orElseThrow(Sessions::notFound);
        return find(caller, id);
    }

    /** Ends the whole process group; an ended session is taken off the list. */
    public void end(Caller caller, String id) {
        SessionRecord row = allowed(caller, id, Role.OPERATOR);
        SessionReport report = inspect(row);
        if (report != null && !report.ended()) {
            keeper.kill(id);
            audit.record(Action.SESSION_END, caller.username(), id, Outcome.DONE, "killed");
            return;
        }
        forget(id);
        repository.delete(id);
        audit.record(Action.SESSION_END, caller.username(), id, Outcome.DONE, "taken off the list");
    }

    /** Lets its time without viewers begin anew. */
    public void extend(Caller caller, String id) {
        running(caller, id, keeper::extend);
    }

    /** Whether it stays without viewers, however long. */
    public void keep(Caller caller, String id, boolean kept) {
        running(caller, id, session -> repository.change(session, row -> row.kept(kept)));
    }

    /** Opens another like one that is over, in its place: the old one is taken off the list. CONFLICT while it runs. @param columns null: 80 @param rows null: 24 */
    public SessionView restart(Caller caller, String id, Integer columns, Integer rows) {
        SessionRecord old = over(caller, id);
        SessionView fresh = open(caller, old.project().slug(), draftOf(old, columns, rows), null);
        end(caller, id);
        return fresh;
    }

    /** Opens another under the last screen of a lost one, where that was; the lost one says so. CONFLICT for one that is not lost. */
    public SessionView restore(Caller caller, String id) {
        SessionRecord lost = over(caller, id);
        SessionState.of(lost).restoredAs(id, Instant.now()); // refuses before anything is started
        SessionView fresh = open(caller, lost.project().slug(), draftOf(lost, null, null), id);
        repository.change(id, row -> SessionState.of(row).restoredAs(fresh.id(), Instant.now()).writeTo(row));
        return fresh;
    }

    private SessionRecord over(Caller caller, String id) {
        SessionRecord row = allowed(caller, id, Role.OPERATOR);
        view(row, inspect(row), Instant.now()); // what was not noticed yet is now
        SessionRecord now = repository.find(id).orElseThrow(Sessions::notFound);
        if (SessionState.of(now).isLive()) {
            throw new FaultException(Fault.CONFLICT, "The session still runs.");
        }
        return now;
    }

    /** A login shell, and what a Claude session runs, is what the project says it is now. */
    private static SessionDraft draftOf(SessionRecord old, Integer columns, Integer rows) {
        boolean own = old.kind().equals(Kind.TERMINAL.word()) && !old.command().get(0).startsWith("-");
        return new SessionDraft(old.kind(), old.name(), columns, rows, own ? old.command() : null);
    }

    public void resize(Caller caller, String id, int columns, int rows) {
        running(caller, id, session -> keeper.resize(session, Protocol.clampColumns(columns), Protocol.clampRows(rows)));
    }

    /** Pastes the text, made harmless ({@link TypedText}), as a bracketed paste when the program asked for that; {@code submit} then presses Enter. */
    public void type(Caller caller, String id, String text, boolean submit) {
        byte[] pasted = TypedText.bytes(text == null ? "" : text);
        byte[] keys = submit ? ENTER : NO_KEYS;
        running(caller, id, session -> keeper.paste(session, pasted, keys));
        audit.record(Action.SESSION_INPUT, caller.username(), id, Outcome.DONE, pasted.length + " bytes through the API");
    }

    /** @param signal a name without SIG: HUP, INT, QUIT, TERM, KILL, USR1, USR2, CONT, STOP or TSTP */
    public void signal(Caller caller, String id, String signal) {
        if (signal == null || !SIGNALS.contains(signal)) {
            throw new FaultException(Fault.INVALID_PARAMETER, "signal: allowed is one of HUP, INT, QUIT, TERM, KILL, USR1, USR2, CONT, STOP, TSTP.");
        }
        running(caller, id, session -> keeper.signal(session, signal));
        audit.record(Action.SESSION_SIGNAL, caller.username(), id, Outcome.DONE, signal);
    }

    /** What the session shows now; CONFLICT when it is over and its screen is kept no more. */
    public ScreenReport screen(Caller caller, String id, HistoryWish history) {
        visible(caller, id);
        try {
            return keeper.screen(id, history);
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            throw new FaultException(Fault.CONFLICT, "The session is over, and its screen is not kept any more.", e);
        }
    }

    /** What the caller may do on that session when it attaches through the channel of that kind. NOT_FOUND also for a session of another kind. */
    public Attach.Role roleOf(Caller caller, String id, Kind channel) {
        SessionRecord row = visible(caller, id);
        if (!row.kind().equals(channel.word())) {
            throw notFound();
        }
        return Rights.has(caller, row.project().id(), Role.OPERATOR) ? Attach.Role.OPERATOR : Attach.Role.OBSERVER;
    }

    private void running(Caller caller, String id, Consumer<String> call) {
        SessionRecord row = allowed(caller, id, Role.OPERATOR);
        if (!SessionState.of(row).isLive()) {
            throw new FaultException(Fault.CONFLICT, "The session is over.");
        }
        call.accept(id);
    }

    private SessionRecord visible(Caller caller, String id) {
        return allowed(caller, id, Role.VIEWER);
    }

    /** What the caller may do that to. */
    SessionRecord allowed(Caller caller, String id, Role least) {
        SessionRecord row = repository.find(id).orElseThrow(Sessions::notFound);
        Rights.require(caller, row.project().id(), least, Sessions::notFound);
        return row;
    }

    private SessionView view(SessionRecord row, SessionReport report, Instant now) {
        if (SessionState.of(row).isLive() && !SessionViews.stateOf(row, report, now).isLive()) {
            note(row, report, now);
        }
        return SessionViews.view(row, report, now, retention.defaultMinutes());
    }

    /** Whoever looks first writes down what it sees. */
    private void note(SessionRecord row, SessionReport report, Instant now) {
        if (report == null) {
            reconciliation.missing(row, now);
            return;
        }
        reports.keep(report);
    }

    /** What the keeper knows, or null when it does not know the session. */
    private SessionReport inspect(SessionRecord row) {
        try {
            return keeper.inspect(row.id());
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }

    private void forget(String id) {
        try {
            keeper.forget(id);
        } catch (FaultException e) {
            if (e.fault() != Fault.NOT_FOUND) {
                throw e;
            }
            // forgotten already, which is what was wanted
        }
    }

    private static Kind kind(String word) {
        return Kind.ofWord(word).orElseThrow(() -> new FaultException(Fault.INVALID_PARAMETER, "kind: allowed is terminal or claude."));
    }

    private static FaultException notFound() {
        return new FaultException(Fault.NOT_FOUND, "No such session.");
    }
}
