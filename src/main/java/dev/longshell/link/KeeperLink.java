package dev.longshell.link;

import dev.longshell.breaker.Breaker;
import dev.longshell.breaker.Breakers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Settings;
import dev.longshell.wire.Attach;
import dev.longshell.wire.Call;
import dev.longshell.wire.HistoryWish;
import dev.longshell.wire.Json;
import dev.longshell.wire.KeeperHome;
import dev.longshell.wire.OpenSession;
import dev.longshell.wire.ScreenReport;
import dev.longshell.wire.SessionReport;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The gateway's line to its keepers, the one that opens sessions and those of older builds that still have some: launches it when none answers, asks and attaches;
 * knows nothing of users, projects or HTTP.
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
    private LinkSelector selector;
    private EventThread events;
    private Thread thread;
    private Generations generations;
    private Keeping current;

    /** For the container's proxy. */
    protected KeeperLink() {
    }

    @Inject
    KeeperLink(Settings settings, Breakers breakers, Event<Object> event) {
        LongFunction<Breaker> retired = pid -> breakers.ofKeeper(DEPENDENCY + "-" + pid, FAILURES);
        connect(settings.home(), this::packed, tellAndForget(event, breakers), breakers.ofKeeper(DEPENDENCY, FAILURES), retired);
    }

    /** @param packed opens longshell.jar, or gives null @param observer takes the events, on one thread */
    KeeperLink(Path longshellHome, Supplier<InputStream> packed, Consumer<Object> observer) {
        connect(longshellHome, packed, observer, Breaker.uncounted(DEPENDENCY), pid -> Breaker.uncounted(DEPENDENCY + "-" + pid));
        thread.start();
    }

    private static Consumer<Object> tellAndForget(Event<Object> event, Breakers breakers) {
        return told -> {
            if (told instanceof KeeperEnded keeper) {
                breakers.forget(DEPENDENCY + "-" + keeper.pid());
            }
            event.fire(told);
        };
    }

    private void connect(Path longshellHome, Supplier<InputStream> jar, Consumer<Object> observer, Breaker breaker, LongFunction<Breaker> ofRetired) {
        KeeperHome home = KeeperHome.of(longshellHome);
        selector = new LinkSelector("longshell-link");
        events = new EventThread("longshell-reports", observer);
        generations = new Generations(home, selector, new Launcher(longshellHome, new KeeperProgram(longshellHome, jar)), ofRetired, events::put);
        KeeperDoor door = new KeeperDoor(home, selector);
        Supervisor supervisor = new Supervisor(door, generations, breaker, events::put);
        current = new Keeping(door, supervisor, breaker);
        thread = new Thread(supervisor, "longshell-keeper");
        thread.setDaemon(true);
    }

    /** Brings the keeper up with the application. The context is the event itself: an injected one is bound to a request, which the keeper's thread has not. */
    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext application) {
        context = application;
        thread.start();
    }

    private InputStream packed() {
        return context.getResourceAsStream(PACKED);
    }

    /** Leaves the keeper and its sessions as they are. */
    @PreDestroy
    void stop() {
        thread.interrupt();
        try {
            thread.join(2_000);
            generations.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        events.close();
    }

    public SessionReport open(OpenSession session) {
        return Json.read(current.ask(Call.open(session)), SessionReport.class);
    }

    public List<SessionReport> list() {
        List<SessionReport> all = new ArrayList<>(listed(current)); // first: a keeper that retires meanwhile is among the retired before another is current
        generations.retired().forEach(keeper -> all.addAll(listed(keeper)));
        return all;
    }

    private List<SessionReport> listed(Keeping keeper) {
        try {
            return List.of(Json.read(keeper.ask(Call.list()), SessionReport[].class));
        } catch (FaultException e) {
            if (hasEnded(keeper)) {
                return List.of();
            }
            throw e;
        }
    }

    /** The keepers of older builds that still run. Asks nobody. */
    public List<OlderKeeper> older() {
        return generations.views();
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
        return keeper != current && generations.hasEnded(keeper);
    }

    /** The keeper that has the session. Where none of the retired has it, they are asked once more behind the current one: it may be on its way to being one of them. */
    private Keeping holder(String session) {
        return generations.holder(session).orElseGet(() -> {
            current.awaitLine();
            return generations.holder(session).orElse(current);
        });
    }

    /** Attaches a viewer; frames come to the sink until it is closed. Does not wait for the keeper: its refusal is the sink's {@code closed}. */
    public Attachment attach(Attach attach, ViewerSink sink) {
        return withHolder(attach.session(), holder -> holder.attach(attach, sink));
    }
}
