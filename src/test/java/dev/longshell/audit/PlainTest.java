package dev.longshell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void makesOneLineOfWhatWouldBeMany() {
        assertEquals("a\\u001b[31mb\\u000d\\u000ac\\u2028d\\u0000", Plain.line("a\u001b[31mb\r\nc\u2028d\0"));
        assertEquals("\\u202eevil\\ud800", Plain.line("\u202eevil\ud800"));
    }

    @Test
    void leavesWhatPeopleWriteAsItIs() {
        assertEquals("Zoë 日本 🙂 ${jndi:x} <b> #{1+1}", Plain.line("Zoë 日本 🙂 ${jndi:x} <b> #{1+1}"));
        assertNull(Plain.line(null));
    }

    @Test
    void keepsNoToken() {
        assertEquals("/api/(secret)/x (secret)", Plain.line("/api/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl-_/x lst_" + "A".repeat(43)));
        assertEquals("last_lst_short eyJ.x", Plain.line("last_lst_short eyJ.x"));
    }

    @Test
    void keepsTheBeginningOfALongOne() {
        assertEquals("🙂".repeat(Plain.LONGEST) + "...", Plain.line("🙂".repeat(Plain.LONGEST + 1)));
        assertEquals("x".repeat(Plain.LONGEST), Plain.line("x".repeat(Plain.LONGEST)));
    }
}
