package dev.longshell.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.access.Caller;
import dev.longshell.access.Callers;
import dev.longshell.access.Client;
import dev.longshell.access.Logins;
import dev.longshell.access.Passwords;
import dev.longshell.breaker.Breaker;
import dev.longshell.breaker.Breakers;
import dev.longshell.cli.WebSocketClient;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.session.ProjectDraft;
import dev.longshell.session.Projects;
import dev.longshell.session.SessionDraft;
import dev.longshell.session.SessionView;
import dev.longshell.session.Sessions;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.SessionRepository;
import dev.longshell.store.User;
import dev.longshell.store.UserRepository;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The very WAR that is shipped, in Payara Micro. One class, since each deployment starts a server of its own (15 s): what runs as a client is in interfaces that this
 * class implements; add another for another door.
 */
@ExtendWith({House.class, ArquillianExtension.class})
class GatewayIT implements ApiTests, SessionTests, ScreenTests, ChannelTests, DoorTests {
    private static final Client CLIENT = new Client("192.0.2.1", "test", null);
    @ArquillianResource
    private URL base;
    @Inject
    private Projects projects;
    @Inject
    private Sessions sessions;
    @Inject
    private Callers callers;
    @Inject
    private Logins logins;
    @Inject
    private SessionRepository rows;
    @Inject
    private UserRepository users;
    @Inject
    private Passwords passwords;
    @Inject
    private Breakers breakers;
    @Inject
    private HttpServletRequest request;

    @Deployment
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("longshell.war")))
                .addClasses(ApiTests.class, SessionTests.class, ScreenTests.class, ChannelTests.class, DoorTests.class, SocketPeer.class, WebSocketClient.class, ApiClient.class, ApiClient.Answer.class, House.class)
                .addPackages(true, "org.awaitility", "org.hamcrest");
    }

    @Override
    public ApiClient client() {
        return new ApiClient(URI.create(base.toString()));
    }

    @Override
    public HttpServletRequest request() {
        return request;
    }

    @Test
    void holdsTheSessionLimitAgainstOpeningsAtOnce() {
        Caller admin = admin();
        projects.create(admin, new ProjectDraft("race", "Race", House.projectRoot().toString(), null, Map.of(), null, 3, null, null));
        SessionDraft draft = new SessionDraft("terminal", null, 80, 24, List.of("/bin/cat"));

        List<CompletableFuture<Object>> openings = IntStream.range(0, 8).mapToObj(each -> CompletableFuture.supplyAsync(() -> openOrFault(admin, "race", draft))).toList();

        List<Object> outcomes = openings.stream().map(CompletableFuture::join).toList();
        assertEquals(3, outcomes.stream().filter(SessionView.class::isInstance).count(), outcomes.toString());
        assertEquals(5, outcomes.stream().filter(Fault.SESSION_LIMIT::equals).count(), outcomes.toString());
        assertEquals(3, projects.find(admin, "race").liveSessions());
        outcomes.stream().filter(SessionView.class::isInstance).forEach(view -> sessions.end(admin, ((SessionView) view).id()));
    }

    /** The story: at 25 ends a second a project's limit counted sessions that had ended just before, and whose rows did not say so yet; it refused with 429. */
    @Test
    void countsNoSessionWhoseEndIsNotWrittenDownYet() {
        Caller admin = admin();
        projects.create(admin, new ProjectDraft("brief", "Brief", House.projectRoot().toString(), null, Map.of(), null, 4, null, null));
        List<String> over = IntStream.range(0, 3).mapToObj(each -> sessions.open(admin, "brief", new SessionDraft("terminal", null, 80, 24, List.of("/bin/true"))).id()).toList();
        await().until(() -> over.stream().allMatch(id -> sessions.find(admin, id).state().equals("ended")));
        over.forEach(id -> rows.change(id, SessionRecord::running)); // as between the end and its commit
        SessionDraft draft = new SessionDraft("terminal", null, 80, 24, List.of("/bin/cat"));

        List<CompletableFuture<Object>> openings = IntStream.range(0, 5).mapToObj(each -> CompletableFuture.supplyAsync(() -> openOrFault(admin, "brief", draft))).toList();

        List<Object> outcomes = openings.stream().map(CompletableFuture::join).toList();
        assertEquals(4, outcomes.stream().filter(SessionView.class::isInstance).count(), outcomes.toString());
        assertEquals(1, outcomes.stream().filter(Fault.SESSION_LIMIT::equals).count(), outcomes.toString());
        outcomes.stream().filter(SessionView.class::isInstance).forEach(view -> sessions.end(admin, ((SessionView) view).id()));
    }

    @Test
    void showsSomebodyWithoutRightsTheVeryNotFoundOfAnUnknownThing() {
        Caller admin = admin();
        User stranger = users.add(new User("stranger", passwords.hash("long enough"), false));
        Caller caller = callers.ofToken(logins.login("stranger", "long enough", CLIENT).token());
        SessionView session = sessions.open(admin, "home", new SessionDraft("terminal", null, 80, 24, List.of("/bin/cat")));

        FaultException unseen = assertThrows(FaultException.class, () -> sessions.find(caller, session.id()));

        FaultException unknown = assertThrows(FaultException.class, () -> sessions.find(caller, "session_1_0"));
        assertEquals(Fault.NOT_FOUND, unseen.fault());
        assertEquals(unknown.getMessage(), unseen.getMessage());
        assertTrue(projects.list(caller).isEmpty() && sessions.list(caller, null, null, null).isEmpty());
        sessions.end(admin, session.id());
        users.change("stranger", user -> user.disabled(true));
        assertEquals(Fault.UNAUTHENTICATED, assertThrows(FaultException.class, () -> logins.login("stranger", "long enough", CLIENT)).fault());
    }

    /** When this fails, Tyrus has changed: channel.IdleTimeout does nothing any more, and every message costs a few hundred microseconds more. */
    @Test
    void findsTheFieldByWhichTyrusSchedulesAnIdleTimeoutForEveryMessage() throws ReflectiveOperationException {
        Class<?> socket = Class.forName("org.glassfish.tyrus.core.TyrusSession");

        assertEquals(ScheduledExecutorService.class, socket.getDeclaredField("service").getType());
    }

    /** By the numbers that the settings give. */
    @Test
    void aKeepersBreakerOpensAfterFiveFailuresAndLeavesTheOthersClosed() {
        Breaker failing = breakers.ofKeeper("failing", Set.of(Fault.KEEPER_UNAVAILABLE));
        Breaker other = breakers.ofKeeper("other", Set.of(Fault.KEEPER_UNAVAILABLE));
        FaultException failure = new FaultException(Fault.KEEPER_UNAVAILABLE, "It does not answer.");
        AtomicInteger calls = new AtomicInteger();

        List<Fault> outcomes = IntStream.range(0, 7).mapToObj(each -> assertThrows(FaultException.class, () -> failing.call(() -> {
            calls.incrementAndGet();
            throw failure;
        })).fault()).toList();

        assertEquals(5, calls.get(), "CIRCUIT_BREAKER_THRESHOLD's default");
        assertEquals(List.of(Fault.CIRCUIT_OPEN, Fault.CIRCUIT_OPEN), outcomes.subList(5, 7));
        assertEquals("answer", other.call(() -> "answer"));
        breakers.forget("failing");
        breakers.forget("other");
    }

    private Object openOrFault(Caller admin, String project, SessionDraft draft) {
        try {
            return sessions.open(admin, project, draft);
        } catch (FaultException e) {
            return e.fault();
        }
    }

    private Caller admin() {
        return callers.ofToken(logins.login("admin", House.PASSWORD, CLIENT).token());
    }
}
