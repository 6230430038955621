package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.longshell.store.Project;
import dev.longshell.store.SessionRecord;
import dev.longshell.store.User;
import dev.longshell.wire.SessionReport;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RetentionClockTest {
    private static final long MINUTES = 30;
    private final Project project = new Project("home", "Home", "/");

    private SessionRecord row(String kind, String... command) {
        return new SessionRecord("session_1_a", kind, project, new User("anna", "hash", false), List.of(command), "/", "node", Instant.EPOCH);
    }

    private static SessionReport report(int viewers, boolean foreground, long idleMillis, long unwatchedMillis) {
        return new SessionReport("session_1_a", "terminal", "running", 42, 80, 24, null, null, null, viewers, 0, 0, idleMillis, 0, 0, null, null, 1, "boot",
                foreground, unwatchedMillis, List.of(), null);
    }

    @Test
    void runsForAShellAtItsPromptThatNobodyIsAttachedToFromTheLaterOfLeavingAndActivity() {
        SessionRecord shell = row("terminal", "-/bin/bash");

        assertEquals(OptionalLong.of(29 * 60_000), RetentionClock.remainingMillis(shell, report(0, false, 60_000, 120_000), MINUTES));
        assertEquals(OptionalLong.of(29 * 60_000), RetentionClock.remainingMillis(shell, report(0, false, 120_000, 60_000), MINUTES));
        assertEquals(OptionalLong.of(0), RetentionClock.remainingMillis(shell, report(0, false, 31 * 60_000, 30 * 60_000), MINUTES));
        assertEquals(1L, RetentionClock.endsInSeconds(shell, report(0, false, 1_800_000, 1_799_999), MINUTES));
    }

    @Test
    void doesNotRunWhileItIsWatchedWorksOrIsKept() {
        SessionRecord shell = row("terminal", "/bin/bash", "--norc");
        long day = 86_400_000;

        assertEquals(OptionalLong.of(0), RetentionClock.remainingMillis(shell, report(0, false, day, day), MINUTES));
        assertEquals(OptionalLong.empty(), RetentionClock.remainingMillis(shell, report(1, false, day, 0), MINUTES));
        assertEquals(OptionalLong.empty(), RetentionClock.remainingMillis(shell, report(0, true, day, day), MINUTES));
        shell.kept(true);
        assertEquals(OptionalLong.empty(), RetentionClock.remainingMillis(shell, report(0, false, day, day), MINUTES));
    }

    @Test
    void doesNotRunForWhatIsNoShellAtItsPrompt() {
        SessionReport forgotten = report(0, false, 86_400_000, 86_400_000);

        for (SessionRecord other : List.of(row("terminal", "/usr/bin/top"), row("terminal", "sh", "-c", "make"), row("terminal", "bash", "build.sh"), row("claude", "claude"))) {
            assertEquals(OptionalLong.empty(), RetentionClock.remainingMillis(other, forgotten, MINUTES), other.command().toString());
        }
    }

    @Test
    void aProjectsOwnTimeCountsMoreThanTheSettingAndZeroIsForEver() {
        SessionRecord shell = row("terminal", "-/bin/bash");
        SessionReport forgotten = report(0, false, 120_000, 120_000);

        project.retentionMinutes(1);
        assertEquals(0L, RetentionClock.endsInSeconds(shell, forgotten, MINUTES));
        project.retentionMinutes(0);
        assertNull(RetentionClock.endsInSeconds(shell, forgotten, MINUTES));
        project.retentionMinutes(null);
        assertNull(RetentionClock.endsInSeconds(shell, forgotten, 0));
    }
}
