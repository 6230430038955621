package dev.longshell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final int LONGEST = 20;

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200bb", "a\u00adb", "\ufeffa", "a\u0000b", "a\tb",
            "a\u001b[2Jb", "a\u2028b", "a\u2029b", "a\ue000b", "a\ud800b",
        "a\u0378b", "a\u3164", "\u115fa", "a\u034fb", "a\u200db", "a\u200d", "\u200da",
                "\ud83d\udc69\u200d\u200d\ud83d\udcbb", "\udb40\udc61x"})
    void refusesWhatIsNotSeen(String name) {
        assertEquals(Optional.empty(), Names.checked(name, LONGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u3000 ", "\u2800", "\u3164", "\u115f", "\u2003\u2800", "\u0301",
            "\ufe0f"})
    void takesNoBlankForAName(String name) {
        assertEquals(Optional.empty(), Names.checked(name, LONGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë", "日本 語", "\ud83d\ude42", "عربي", "क\u094d\u200dष", "می\u200cخواهم",
            "\ud83d\udc69\u200d\ud83d\udcbb", "\u2764\ufe0f", "a = b; $(x)"})
    void leavesWhatPeopleWrite(String name) {
        assertEquals(Optional.of(name), Names.checked(name, LONGEST));
    }

    @Test
    void keepsTheComposedFormWithoutBlanksAround() {
        assertEquals(Optional.of("Zo\u00eb"), Names.checked("\u3000 Zoe\u0308\u00a0", LONGEST));
    }

    @Test
    void countsWhatIsKept() {
        assertEquals(Optional.of("x".repeat(LONGEST)), Names.checked("x".repeat(LONGEST) + " ", LONGEST));
        assertEquals(Optional.empty(), Names.checked("x".repeat(LONGEST + 1), LONGEST));
    }
}
