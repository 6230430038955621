package dev.longshell.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "*", "text/*;q=0.1", "a/b;c=\"d,e\\\"\";q=1",
            "text/html, image/gif, *; q=.2, */*; q=.2", ",,",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"})
    void readsWhatClientsAcceptWith(String accept) {
        assertTrue(HeaderRules.isAccept(accept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*;q=", "*/*;q=a", ";", "text/html;q", "text/html;=", "text/html;q=\"", "a/b;c=\"d", "a",
            "/a", "a/", "text/html, x"})
    void refusesWhatOthersFailAt(String accept) {
        assertFalse(HeaderRules.isAccept(accept));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a/b,", "a/b;c=d", ";", "\"", "\"\\", "a/"})
    void endsForHeadersOfAnyLength(String part) {
        HeaderRules.isAccept(part.repeat(20_000));
        assertFalse(HeaderRules.isAccept(part.repeat(20_000) + ",/"));
    }
}
