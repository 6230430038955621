package dev.longshell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Fault 31: the wall clock may be set at any time, so nothing that has to do with time gone by may ask it. Whoever asks it is named here, with what for; {@code now()} in
 * a statement of {@link dev.longshell.store.AttemptRepository} is the database's.
 */
class WallClockTest {
    private static final Set<String> FOR_PEOPLE = Set.of("audit.Audit", "breaker.Breaker", "keeper.LastScreen", "keeper.Session", "session.Reports", "session.Reconciliation",
            "store.Identity", "store.Project", "store.User");
    /** A login, a token, a link and what a provider is asked end at a moment that other processes, other machines and browsers know. */
    private static final Set<String> FOR_A_DATE = Set.of("access.Account", "access.Callers", "access.LoginCookie", "access.LoginThrottle", "access.Logins", "access.OpenIdLogins", "channel.Handshakes",
            "channel.SessionSocket", "session.Shares");
    /** A last screen is kept for 30 days by its file's date, and an opening is given up by its row's: a step of a day forgets no screen, and no opening for longer than it waits. */
    private static final Set<String> FOR_WHAT_OUTLIVES_A_PROCESS = Set.of("keeper.Checkpoints", "session.Sessions");
    private static final Pattern WALL_CLOCK = Pattern.compile("java\\.lang\\.System\\.currentTimeMillis\\(\\)|java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)"
            + "|java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*\\(.*\\)|java\\.util\\.Date\\.<init>\\(\\)");

    @Test
    void isAskedByWhomIsNamedHere() {
        Set<String> named = Stream.of(FOR_PEOPLE, FOR_A_DATE, FOR_WHAT_OUTLIVES_A_PROCESS).flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        Set<String> askers = RoomsTest.HOUSE.stream().filter(WallClockTest::asks).map(WallClockTest::name).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(named, askers);
    }

    private static boolean asks(JavaClass type) {
        return type.getAccessesFromSelf().stream().anyMatch(access -> WALL_CLOCK.matcher(access.getTarget().getFullName()).matches());
    }

    /** Without the package of all; of the class that holds it. */
    private static String name(JavaClass type) {
        return type.getName().replaceAll("^dev\\.longshell\\.|\\$.*", "");
    }
}
