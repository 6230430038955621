package dev.longshell.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestDeadlinesTest {
    private long now = 1_000;
    private final RequestDeadlines<String> deadlines = new RequestDeadlines<>(() -> now);

    @Test
    void aConnectionThatTellsNoRequestIsOverdueOnce() {
        deadlines.accepted("silent");
        assertEquals(List.of(), after(RequestDeadlines.FIRST_MILLIS - 1));
        assertEquals(List.of("silent"), after(1));
        assertEquals(List.of(), after(1_000_000));
    }

    @Test
    void aRequestMayTakeAsLongAsItsAnswerDoes() {
        deadlines.accepted("streams");
        deadlines.told("streams", () -> false);
        assertEquals(List.of(), after(1_000_000));
    }

    @Test
    void theNextRequestHasATimeToo() {
        deadlines.accepted("twice");
        deadlines.told("twice", () -> false);
        deadlines.answered("twice");
        assertEquals(List.of(), after(RequestDeadlines.NEXT_MILLIS - 1));
        assertEquals(List.of("twice"), after(1));
    }

    @Test
    void aBodyThatIsNotThereInTimeIsOverdueAndOneThatIsMayBeAnsweredLater() {
        deadlines.accepted("drips");
        deadlines.accepted("whole");
        deadlines.told("drips", () -> true);
        deadlines.told("whole", () -> false);
        assertEquals(List.of(), after(RequestDeadlines.BODY_MILLIS - 1));
        assertEquals(List.of("drips"), after(1));
        assertEquals(List.of(), after(1_000_000));
    }

    @Test
    void aBodyThatWasNotReadIsNobodysOnceItsRequestIsAnswered() {
        deadlines.accepted("refused");
        deadlines.told("refused", () -> true);
        deadlines.answered("refused");
        assertEquals(List.of("refused"), after(RequestDeadlines.NEXT_MILLIS));
        deadlines.accepted("two");
        deadlines.told("two", () -> true);
        deadlines.told("two", () -> true);
        deadlines.answered("two");
        assertEquals(List.of(), after(1_000_000));
    }

    @Test
    void ofRequestsThatRunAtOnceTheLastCounts() {
        deadlines.accepted("both");
        deadlines.told("both", () -> false);
        deadlines.told("both", () -> false);
        deadlines.answered("both");
        assertEquals(List.of(), after(1_000_000));
        deadlines.answered("both");
        assertEquals(List.of("both"), after(RequestDeadlines.NEXT_MILLIS));
    }

    @Test
    void aWebSocketOwesNoRequestAndAConnectionThatIsGoneNothing() {
        deadlines.accepted("socket");
        deadlines.told("socket", () -> true);
        deadlines.done("socket");
        deadlines.answered("socket");
        assertEquals(List.of(), after(1_000_000));
    }

    private List<String> after(long milliseconds) {
        now += milliseconds;
        return deadlines.overdue();
    }
}
