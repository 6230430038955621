package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.channel.Silence.Found;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence();

    @Test
    void whoIsSentSomethingAndSaysNothingIsAskedOnceAndThenAbsentOnce() {
        silence.sent();

        List<Found> found = looks(60);

        assertEquals(Found.TO_BE_ASKED, found.get(Silence.ASKED_AFTER - 1));
        assertEquals(Found.ABSENT, found.get(Silence.ABSENT_AFTER - 1));
        assertEquals(58, found.stream().filter(Found.NOTHING::equals).count());
        silence.sent();
        assertEquals(Found.NOTHING, silence.look(), "it is known");
        assertTrue(silence.heard(), "it is back");
        assertFalse(silence.heard(), "it was back already");
    }

    @Test
    void whoWasSentNothingSinceItWasHeardOwesNothing() {
        silence.sent();
        silence.heard();

        assertTrue(looks(60).stream().allMatch(Found.NOTHING::equals));
    }

    @Test
    void whoAnswersThePingIsListenedToAnew() {
        for (int time = 0; time < 3; time++) {
            silence.sent();
            assertEquals(Found.TO_BE_ASKED, looks(Silence.ASKED_AFTER).get(Silence.ASKED_AFTER - 1));
            assertFalse(silence.heard());
        }
    }

    private List<Found> looks(int times) {
        return Stream.generate(silence::look).limit(times).toList();
    }
}
