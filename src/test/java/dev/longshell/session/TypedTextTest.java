package dev.longshell.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.longshell.fault.FaultException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypedTextTest {
    @Test
    void stripsControlBytesAndPressesEnterForNewlines() {
        assertArrayEquals("a\té[201~\rb".getBytes(StandardCharsets.UTF_8), TypedText.bytes("a\té\u001b[201~\u0000\u007f\u009b\r\nb"));
    }

    @Test
    void pressesEnterForALoneCarriageReturnToo() {
        assertArrayEquals("a\rb".getBytes(StandardCharsets.UTF_8), TypedText.bytes("a\rb"));
    }

    @Test
    void refusesMoreThanASessionHolds() {
        assertThrows(FaultException.class, () -> TypedText.bytes("é".repeat(131_065)));
    }
}
