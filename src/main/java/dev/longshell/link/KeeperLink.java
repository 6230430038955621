package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.breaker.Breakers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import dev.longshell.text.Reason;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The gateway's line to its keepers, one for each OS user that sessions run as, and those of older builds that still have some: launches one when none answers, asks and
 * attaches; knows nothing of Longshell's users, projects or HTTP.
 *
 * <p>Every method throws {@link dev.longshell.fault.FaultException}: the keeper's own refusal (such as NOT_FOUND or COMMAND_NOT_FOUND), KEEPER_UNAVAILABLE when none
 * answers within its time, PROTOCOL_MISMATCH for a keeper of another version. Each {@link SessionReport} that the keeper sends unasked is fired as a CDI event,
 * and a {@link KeeperArrived} whenever a line stands anew; both by one thread, in order.
 */
@ApplicationScoped
public class KeeperLink {
    private static final String PACKED = "/WEB-INF/longshell/longshell.jar";
    private static final String DEPENDENCY = "keeper";
    /** What is the keeper's own failure; its refusals are answers. */
    private static final Set<Fault> FAILURES = Set.of(Fault.KEEPER_UNAVAILABLE, Fault.PROTOCOL_MISMATCH);

    private ServletContext context;
    private Path longshellHome;
    private LinkSelector selector;
    private EventThread events;
    private Function<String, Household> newHousehold;
    private static final int LAST = Interceptor.Priority.PLATFORM_AFTER;

    /** Of the server's own user. */
    private Household own;
    /** Of other OS users, by name. */
    private final Map<String, Household> others = new ConcurrentHashMap<>();

    /** For the container's proxy. */
    protected KeeperLink() {
    }

    @Inject
    KeeperLink(Settings settings, Breakers breakers, Event<Object> event) {
        connect(settings.home(), this::packed, tellAndForget(event, breakers), name -> breakers.ofKeeper(name, FAILURES));
    }

    /** @param packed opens longshell.jar, or gives null @param observer takes the events, on one thread */
    KeeperLink(Path longshellHome, Supplier<InputStream> packed, Consumer<Object> observer) {
        connect(longshellHome, packed, observer, Breaker::uncounted);
        own.start();
    }

    private static Consumer<Object> tellAndForget(Event<Object> event, Breakers breakers) {
        return told -> {
            if (told instanceof KeeperEnded keeper) {
                breakers.forget(DEPENDENCY + "-" + keeper.pid());
            }
            event.fire(told);
        };
    }

    private void connect(Path home, Supplier<InputStream> jar, Consumer<Object> observer, Function<String, Breaker> breakers) {
        longshellHome = home;
        selector = new LinkSelector("longshell-link");
        events = new EventThread("longshell-reports", observer);
        newHousehold = user -> new Household(new KeeperProgram(home, user, jar), selector, breakers.apply(user == null ? DEPENDENCY : DEPENDENCY + "-of-" + user),
                pid -> breakers.apply(DEPENDENCY + "-" + pid), events::put);
        own = newHousehold.apply(null);
    }

    /** The context is the event itself: an injected one is bound to a request, which the keeper's thread has not. */
    void remember(@Observes @Initialized(ApplicationScoped.class) ServletContext application) {
        context = application;
    }

    /**
     * Brings the keeper up, last of all that starts: whoever hears of it may use names that the container binds only
     * while the application starts.
     */
    void start(@Observes @Priority(LAST) Startup startup) {
        own.start();
    }

    private InputStream packed() {
        return context.getResourceAsStream(PACKED);
    }

    /** Leaves the keepers and their sessions as they are. */
    @PreDestroy
    void stop() {
        try {
            own.stop();
            for (Household other : others.values()) {
                other.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        events.close();
    }

    /** In the keeper of the OS user that it is to run as. */
    public SessionReport open(OpenSession session) {
        Household household = session.other() == null ? own : ofUser(session.other().name());
        return household.open(Call.open(session));
    }

    private Household ofUser(String user) {
        return others.computeIfAbsent(user, name -> {
            Household household = newHousehold.apply(name);
            household.start();
            return household;
        });
    }

    /** Those whose keepers another gateway has started, or one before this. Where none answers there is no session either, and none is started for it. */
    private void findOthers() {
        try (Stream<Path> files = Files.list(longshellHome)) {
            files.forEach(directory -> KeeperHome.userOf(directory).filter(user -> !others.containsKey(user) && KeeperDoor.isAnswered(directory)).ifPresent(this::ofUser));
        } catch (NoSuchFileException e) {
            return; // no keeper was ever started there
        } catch (IOException | UncheckedIOException e) {
            throw FaultException.retryable(Fault.KEEPER_UNAVAILABLE, "Keepers cannot be looked for in " + longshellHome + ": " + Reason.of(e) + ".", 1_000, e);
        }
    }

    /** All that there are: none, rather than some of them. */
    public List<SessionReport> list() {
        return list(silence -> {
            throw silence;
        });
    }

    private List<SessionReport> list(Consumer<FaultException> silent) {
        List<SessionReport> all = new ArrayList<>(own.list(silent));
        findOthers();
        others.values().forEach(other -> all.addAll(other.list(silent)));
        return all;
    }

    /** What the keepers have that answer. @param whole false where one does not: a session that is not here may be its */
    public record Answered(List<SessionReport> sessions, boolean whole) {
    }

    /** Those of the keepers that answer, however many do. */
    public Answered answered() {
        List<FaultException> silences = new ArrayList<>();
        List<SessionReport> sessions = list(silences::add);
        return new Answered(sessions, silences.isEmpty());
    }

    /** The keepers of older builds that still run. Asks nobody. */
    public List<OlderKeeper> older() {
        return households().flatMap(household -> household.older().stream()).toList();
    }

    private Stream<Household> households() {
        return Stream.concat(Stream.of(own), others.values().stream());
    }

    public SessionReport inspect(String session) {
        return Json.read(askHolder(Call.of(Call.Verb.INSPECT, session)), SessionReport.class);
    }

    public void input(String session, byte[] bytes) {
        askHolder(Call.input(session, bytes));
    }

    /** Pastes a text, then presses keys. @param pasted UTF-8 */
    public void paste(String session, byte[] pasted, byte[] keys) {
        askHolder(Call.paste(session, pasted, keys));
    }

    public ScreenReport screen(String session, HistoryWish history) {
        return Json.read(askHolder(Call.screen(session, history)), ScreenReport.class);
    }

    public void resize(String session, int columns, int rows) {
        askHolder(Call.resize(session, columns, rows));
    }

    public void signal(String session, String signal) {
        askHolder(Call.signal(session, signal));
    }

    public void kill(String session) {
        askHolder(Call.of(Call.Verb.KILL, session));
    }

    /** Ends a session that nobody has needed for so long; CONFLICT for one that somebody does. */
    public void expire(String session, long idleMillis) {
        askHolder(Call.expire(session, idleMillis));
    }

    /** Lets the time without viewers begin anew. */
    public void extend(String session) {
        askHolder(Call.of(Call.Verb.EXTEND, session));
    }

    /** Closes every viewer that came by that share link, and lets none of it in again. */
    public void dismiss(String session, String share) {
        askHolder(Call.dismiss(session, share));
    }

    public void forget(String session) {
        askHolder(Call.of(Call.Verb.FORGET, session));
        households().forEach(household -> household.forgotten(session));
    }

    private String askHolder(Call call) {
        return withHolder(call.session(), holder -> holder.ask(call));
    }

    /** A retired keeper that ends just then leaves what is left of its sessions to the current one, which answers in its place. */
    private <T> T withHolder(String session, Function<Keeping, T> question) {
        Keeping holder = holder(session);
        try {
            return question.apply(holder);
        } catch (FaultException e) {
            if (!hasEnded(holder)) {
                throw e;
            }
            return question.apply(holder(session));
        }
    }

    private boolean hasEnded(Keeping keeper) {
        return households().allMatch(household -> household.hasEnded(keeper));
    }

    /** The keeper that has the session; the server's own for one that none has. */
    private Keeping holder(String session) {
        return known(session).orElseGet(() -> {
            findOthers();
            return others.values().stream().filter(other -> other.has(session)).findFirst().orElse(own).likelyHolder(session);
        });
    }

    private Optional<Keeping> known(String session) {
        return households().flatMap(household -> household.holder(session).stream()).findFirst();
    }

    /** Attaches a viewer; frames come to the sink until it is closed. Does not wait for the keeper: its refusal is the sink's {@code closed}. */
    public Attachment attach(Attach attach, ViewerSink sink) {
        return withHolder(attach.session(), holder -> holder.attach(attach, sink));
    }
}
