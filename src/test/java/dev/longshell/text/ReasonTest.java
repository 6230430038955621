package dev.longshell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void saysTheNearestWordsThatThereAre() {
        assertEquals("closed", Reason.of(new IOException("closed", new IllegalStateException("inner"))));
        assertEquals("refused", Reason.of(new RuntimeException(new IllegalStateException((String) null,
                new IOException("refused")))));
    }

    @Test
    void saysTheClassWhereThereAreNone() {
        assertEquals("InterruptedException", Reason.of(new RuntimeException(null, new InterruptedException())));
        assertEquals("IllegalStateException", Reason.of(new IllegalStateException(" ")));
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertEquals("AccessDeniedException: /x", Reason.of(new AccessDeniedException("/x")));
        assertEquals("/x: No space left on device", Reason.of(new FileSystemException("/x", null,
                "No space left on device")));
    }

    @Test
    void endsInACircleOfCauses() {
        RuntimeException first = new RuntimeException((String) null);
        first.initCause(new RuntimeException(null, first));
        assertEquals("RuntimeException", Reason.of(first));
    }
}
