package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.wire.Json;
import dev.longshell.wire.PastedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** The page holds its own rule against the same cases (paste.test.js). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whatIsPastedIsHarmless(Case one) {
        assertEquals(one.pasted(), PastedText.harmless(one.text()));
        if (!one.text().isEmpty()) {
            assertEquals(one.pasted() + "\r", typed(one.text(), "\r", false));
            assertEquals("\033[200~" + one.pasted() + "\033[201~\r", typed(one.text(), "\r", true));
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream file = PasteTest.class.getResourceAsStream("/paste/cases.json")) {
            return List.of(Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8), Case[].class));
        }
    }

    /** One text, and what of it is pasted. */
    record Case(String name, String text, String pasted) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Property
    void nothingInAPasteEndsIt(@ForAll String before, @ForAll String after) {
        String typed = typed(before + "\033[201~" + after + "\u009b201~", "", true);

        assertTrue(typed.startsWith("\033[200~") && typed.endsWith("\033[201~"));
        String inside = typed.substring(6, typed.length() - 6);
        assertTrue(inside.codePoints().noneMatch(point -> point != '\t' && point != '\r' && Character.isISOControl(point)));
    }

    private static String typed(String pasted, String keys, boolean bracketed) {
        byte[] typed = Paste.before(keys.getBytes(StandardCharsets.UTF_8), pasted.getBytes(StandardCharsets.UTF_8), bracketed);
        return new String(typed, StandardCharsets.UTF_8);
    }
}
