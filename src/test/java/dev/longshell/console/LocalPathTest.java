package dev.longshell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.xhtml", "/project.xhtml?slug=home&x=%2F%2Fhost"})
    void aPlaceOfOursStays(String path) {
        assertEquals(path, LocalPath.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//example.org", "/\\example.org", "/a\\b", "\\\\example.org", "https://example.org/", "javascript:alert(1)", "index.xhtml", "/a\r\nSet-Cookie: b",
            "/ä", "/\t/example.org"})
    void anythingElseBecomesTheStartPage(String path) {
        assertEquals(LocalPath.START, LocalPath.of(path));
    }

    @Test
    void nowhereIsTheStartPage() {
        assertEquals(LocalPath.START, LocalPath.of(null));
    }
}
