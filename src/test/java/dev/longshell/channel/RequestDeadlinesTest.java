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
        deadlines.told("streams");
        assertEquals(List.of(), after(1_000_000));
    }

    @Test
    void theNextRequestHasATimeToo() {
        deadlines.accepted("twice");
        deadlines.told("twice");
        deadlines.answered("twice");
        assertEquals(List.of(), after(RequestDeadlines.NEXT_MILLIS - 1));
        assertEquals(List.of("twice"), after(1));
    }

    @Test
    void ofRequestsThatRunAtOnceTheLastCounts() {
        deadlines.accepted("both");
        deadlines.told("both");
        deadlines.told("both");
        deadlines.answered("both");
        assertEquals(List.of(), after(1_000_000));
        deadlines.answered("both");
        assertEquals(List.of("both"), after(RequestDeadlines.NEXT_MILLIS));
    }

    @Test
    void aWebSocketOwesNoRequestAndAConnectionThatIsGoneNothing() {
        deadlines.accepted("socket");
        deadlines.told("socket");
        deadlines.done("socket");
        deadlines.answered("socket");
        assertEquals(List.of(), after(1_000_000));
    }

    private List<String> after(long milliseconds) {
        now += milliseconds;
        return deadlines.overdue();
    }
}
