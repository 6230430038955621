package dev.longshell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.longshell.session.SessionView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionWordsTest {
    private final SessionWords words = new SessionWords();

    private static SessionView session(String name, String title, String command, String state, Integer exitCode, Integer signal) {
        return session(name, title, command, state, exitCode, signal, null, null);
    }

    private static SessionView session(String name, String title, String command, String state, Integer exitCode, Integer signal, String endedBecause, String lostBecause) {
        return new SessionView("session_1_a", "terminal", "home", name, "admin", state, title, "/srv", command, 80, 24, 0, Instant.EPOCH, Instant.EPOCH, exitCode, signal,
                "node", 0, List.of(), null, null, null, endedBecause, lostBecause, null, false, false, null);
    }

    @Test
    void aSessionIsCalledByItsNameElseItsTitleElseItsCommand() {
        assertEquals("build", words.nameOf(session("build", "vim", "/bin/bash -l", "running", null, null)));
        assertEquals("vim", words.nameOf(session(null, "vim", "/bin/bash -l", "running", null, null)));
        assertEquals("bash", words.nameOf(session("", "", "/bin/bash -l", "running", null, null)));
        assertEquals("terminal", words.nameOf(session(null, null, null, "running", null, null)));
    }

    @Test
    void belowItStandsWhereItIsOrHowItEnded() {
        assertEquals("/srv", words.detailOf(session(null, null, null, "detached", null, null)));
        assertEquals("Ended with exit code 3", words.detailOf(session(null, null, null, "ended", 3, null)));
        assertEquals("Ended by signal 9", words.detailOf(session(null, null, null, "ended", null, 9)));
        assertEquals("Ended: nobody was there for too long", words.detailOf(session(null, null, null, "ended", null, 1, "retention", null)));
        assertEquals("Ended by an operator", words.detailOf(session(null, null, null, "ended", null, 1, "operator", null)));
        assertEquals("Ended: its keeper was stopped", words.detailOf(session(null, null, null, "ended", 0, null, "keeper_stopped", null)));
        assertEquals("Lost: its keeper is gone", words.detailOf(session(null, null, null, "lost", null, null, null, "keeper_gone")));
        assertEquals("Lost", words.detailOf(session(null, null, null, "lost", null, null)));
        assertEquals("Lost: the machine was restarted", words.detailOf(session(null, null, null, "lost", null, null, null, "machine_restarted")));
        assertEquals("Lost: it never started", words.detailOf(session(null, null, null, "lost", null, null, null, "never_started")));
        assertEquals("Starting", words.detailOf(session(null, null, null, "opening", null, null)));
    }

    @Test
    void theEmptyRowSaysNothing() {
        assertEquals("", words.nameOf(null));
        assertEquals("", words.detailOf(null));
    }
}
