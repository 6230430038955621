package dev.longshell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void writesWhatIsNotSeenAsItsNumber() {
        assertEquals("a\\u202e\\u2066\\u200b\\u001b\\u000a\\u2028\\ud800\\u3164z",
                Visible.escaped("a\u202e\u2066\u200b\u001b\n\u2028\ud800\u3164z"));
        assertEquals("a\\u200db", Visible.escaped("a\u200db"));
    }

    @Test
    void replacesItInTitles() {
        assertEquals("vim \ufffdtxt.exe \ue0b0", Visible.replaced("vim \u202etxt.exe \ue0b0"));
    }

    @Test
    void leavesWhatPeopleWrite() {
        for (String text : new String[] {"Zoë 日本 \ud83d\ude42", "می\u200cخواهم", "\ud83d\udc69\u200d\ud83d\udcbb"}) {
            assertEquals(text, Visible.escaped(text));
        }
    }
}
