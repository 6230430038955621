package dev.longshell.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.longshell.session.ProjectDraft;
import dev.longshell.session.SessionDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code {"a":{} without its end once kept a thread for ever, and {@code "disabled":"yes"} once was answered 200 and
 * disabled nobody. What is no JSON at all is taken from JSONTestSuite (n_*.json) and RFC 8259.
 */
class JsonBodyTest {
    private static <T extends Record> T read(String body, Class<T> shape) {
        return JsonBody.read(body.getBytes(StandardCharsets.UTF_8), shape);
    }

    private static String refusal(String body, Class<? extends Record> shape) {
        return refusal(body.getBytes(StandardCharsets.UTF_8), shape);
    }

    private static String refusal(byte[] body, Class<? extends Record> shape) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () ->
                assertThrows(UnreadableBody.class, () -> JsonBody.read(body, shape))).getMessage();
    }

    @Test
    void readsWhatThereIsAndLeavesOutWhatIsNot() {
        SessionDraft draft = read(" {\"kind\":\"terminal\",\n\"cols\":8e1,\"rows\":null,\"command\":["
                + "\"/bin/echo\",\"z\\u00fcrich \ud83d\ude00\"]}\t", SessionDraft.class);

        assertEquals(new SessionDraft("terminal", null, 80, null, List.of("/bin/echo", "z\u00fcrich \ud83d\ude00")),
                draft);
        assertEquals(Map.of("LESS", "R", "", "empty"),
                read("{\"environment\":{\"LESS\":\"R\",\"\":\"empty\"}}", ProjectDraft.class).environment());
        assertEquals(new Bodies.Input(null, false), read("{}", Bodies.Input.class));
        assertNull(read("{\"disabled\":null}", Bodies.UserChange.class).disabled());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{", "{\"a\":[", "{\"a\":[[[[", "{\"a\":{\"b\":[{", "{\"a\":", "{\"a\":\"",
            "{\"a\":1e999999999", "{\"a\":{}}"})
    void refusesAMemberThatIsNotThereBeforeItLooksAtItsValue(String body) {
        assertEquals("a: there is no such member here. There are: username, password.",
                refusal(body, Bodies.Credentials.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"disabled\":\"yes\"} | disabled: true or false is wanted.",
        "{\"disabled\":1} | disabled: true or false is wanted.",
        "{\"disabled\":[true]} | disabled: true or false is wanted.",
        "{\"disabled\":true,\"disabled\":false} | disabled: it is there twice.",
        "{\"admin\":true,\"admi\\u006e\":false} | admin: it is there twice.",
        "{\"Disabled\":true} | Disabled: there is no such member here. There are: admin, disabled.",
        "{\"\\u202edelbasid\\u0000\":1} | \\u202edelbasid\\u0000: there is no such member here. There are: admin,"
                + " disabled.",
        "[] | The body: an object is wanted.",
        "null | The body: an object is wanted.",
        "true | The body: an object is wanted."})
    void saysWhichMemberIsWrong(String body, String words) {
        assertEquals(words, refusal(body, Bodies.UserChange.class));
    }

    @Test
    void tellsNoMoreOfAMembersNameThanFits() {
        String told = refusal("{\"" + "x".repeat(100_000) + "\":1}", Bodies.UserChange.class);

        assertTrue(told.startsWith("x".repeat(60) + "...: there is no such"), told);
        assertTrue(told.length() < 200, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"environment\":{\"A\":1}} | environment.A: a text is wanted.",
        "{\"environment\":{\"A\":null}} | environment.A: a text is wanted.",
        "{\"environment\":{\"A\":\"\",\"A\":\"\"}} | environment.A: it is there twice.",
        "{\"environment\":[]} | environment: an object is wanted.",
        "{\"name\":{}} | name: a text is wanted.",
        "{\"name\":5} | name: a text is wanted.",
        "{\"name\":\"a\\u0000\"} | name: a text without NUL is wanted.",
        "{\"maxSessions\":\"5\"} | maxSessions: a whole number of 32 bits is wanted."})
    void saysWhereInsideAMember(String body, String words) {
        assertEquals(words, refusal(body, ProjectDraft.class));
    }

    @Test
    void numbersTheElementsOfAList() {
        assertEquals("command[1]: a text is wanted.", refusal("{\"command\":[\"a\",null]}", SessionDraft.class));
        assertEquals("command[1]: a text is wanted.", refusal("{\"command\":[\"a\",[\"b\"]]}", SessionDraft.class));
        assertEquals("submit: true or false is wanted.", refusal("{\"submit\":null}", Bodies.Input.class));
    }

    /** BigDecimal takes minutes for a number of a million digits, and all memory for 1e999999999 written out. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1E+999999999", "-1e-999999999", "1e99999999999999999999", "4294967376",
            "80.5", "2147483647.0000000001", "1e10", "0.1e-2147483648"})
    void takesNoNumberThatIsNoWholeOneOf32Bits(String number) {
        assertEquals("cols: a whole number of 32 bits is wanted.",
                refusal("{\"cols\":" + number + ",\"rows\":24}", Bodies.Size.class));
    }

    @Test
    void takesNoNumberOfAMillionDigits() {
        for (String number : new String[] {"1".repeat(1_000_000), "0." + "0".repeat(1_000_000) + "1", "1e"
                + "0".repeat(1_000_000), "8" + "0".repeat(40) + "e-40", "1".repeat(1_020)}) {
            refusal("{\"cols\":" + number + ",\"rows\":24}", Bodies.Size.class);
        }
        assertEquals(80, read("{\"cols\":0.08e3,\"rows\":-0}", Bodies.Size.class).cols());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "{\"cols\"", "{\"cols\":80", "{\"cols\":80,}", "{,}", "{\"cols\":80}}",
            "{\"cols\":80}{}", "{\"cols\":80} x", "{\"cols\":80}\0", "{cols:80}", "{'cols':80}", "{\"cols\"=80}",
        "{\"cols\":080}", "{\"cols\":+80}", "{\"cols\":80.}", "{\"cols\":.8}", "{\"cols\":0x50}", "{\"cols\":NaN}",
                "{\"cols\":Infinity}", "{\"cols\":NULL}", "{\"cols\":nul}", "/**/{}", "{}//", "#\n{}", "\ufeff{}",
        ")]}'\n{}", "{\"cols\":80;\"rows\":24}", "{\"co\nls\":80}", "{\"\\x63ols\":80}", "\u00a0{}", "\f{}",
                "{\"cols\" 80}", "{:80}", "{\"cols\":80 \"rows\":24}", "{\"cols\":\u0031\u0660}"})
    void takesOneJsonTextAndNothingElse(String body) {
        refusal(body, Bodies.Size.class);
    }

    @Test
    void takesNothingThatIsNotUtf8() {
        for (byte[] bytes : new byte[][] {{'{', '}', (byte) 0x80},
                {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
                {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            {(byte) 0x1f, (byte) 0x8b, 8, 0}, "{}".getBytes(StandardCharsets.UTF_16),
                    "{\"cols\":80}".getBytes(StandardCharsets.UTF_16LE),
                    "{}".getBytes(java.nio.charset.Charset.forName("UTF-32"))}) {
            refusal(bytes, Bodies.Size.class);
        }
    }

    /** Gson 2.15 refuses half a character itself, as no JSON; 2.13 left it to us. */
    @Test
    void takesNoHalfOfACharacter() {
        refusal("{\"name\":\"\\ud800\"}", ProjectDraft.class);
        refusal("{\"name\":\"\\ud800x\"}", ProjectDraft.class);
        refusal("{\"environment\":{\"\\udc00\":\"\"}}", ProjectDraft.class);
        assertEquals("\ud83d\ude00", read("{\"name\":\"\\ud83d\\ude00\"}", ProjectDraft.class).name());
    }

    @Test
    void isAsDeepAsItsRecordAndHasNoMoreElementsThanAreOfUse() {
        refusal("[".repeat(1_000_000), Bodies.Size.class);
        refusal("{\"cols\":".repeat(100_000), Bodies.Size.class);
        String thousand = "\"x\",".repeat(999) + "\"x\"";
        assertEquals(1_000, read("{\"command\":[" + thousand + "]}", SessionDraft.class).command().size());
        assertEquals("command: at most 1000 elements.",
                refusal("{\"command\":[" + thousand + ",\"x\"]}", SessionDraft.class));
        StringBuilder variables = new StringBuilder();
        for (int each = 0; each <= 1_000; each++) {
            variables.append(each == 0 ? "" : ",").append("\"V").append(each).append("\":\"\"");
        }
        assertEquals("environment: at most 1000 elements.",
                refusal("{\"environment\":{" + variables + "}}", ProjectDraft.class));
    }
}
