package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PasteTest {
    @Test
    void anEmptyPasteIsNone() {
        assertEquals("\r", typed("", "\r", true));
    }

    @Test
    void keysStandBehindThePaste() {
        assertEquals("\033[200~ü\tb\033[201~\r", typed("ü\tb", "\r", true));
        assertEquals("ü\tb\r", typed("ü\tb", "\r", false));
    }

    @Property
    void nothingInAPasteEndsIt(@ForAll String before, @ForAll String after) {
        String typed = typed(before + "\033[201~" + after + "\u009b201~", "", true);

        assertTrue(typed.startsWith("\033[200~") && typed.endsWith("\033[201~"));
        String inside = typed.substring(6, typed.length() - 6);
        assertFalse(inside.contains("\033") || inside.contains("\u009b") || inside.contains("\003"));
    }

    private static String typed(String pasted, String keys, boolean bracketed) {
        byte[] typed = Paste.before(keys.getBytes(StandardCharsets.UTF_8), pasted.getBytes(StandardCharsets.UTF_8), bracketed);
        return new String(typed, StandardCharsets.UTF_8);
    }
}
