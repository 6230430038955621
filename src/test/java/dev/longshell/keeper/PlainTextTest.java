package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void leavesTextAlone() {
        assertEquals("~/src – vim <b> 😀 ü", PlainText.of("~/src – vim <b> 😀 ü", 100));
    }

    @Test
    void stripsWhatIsNoText() {
        assertEquals("abcdef", PlainText.of("a\033b\r\nc\u2028d\u202ee\u0085f\ud800", 100));
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertEquals("ab", PlainText.of("ab😀", 3));
    }

    @Property
    void isAsShortAsItMust(@ForAll String text) {
        assertTrue(PlainText.of(text, 10).length() <= 10);
    }
}
