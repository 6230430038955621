package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TypistTest {
    @Test
    void acknowledgesAtOnceWhatThePtyTookAtOnce() {
        Typist typist = new Typist();

        typist.took(5, 105);

        assertEquals(5, typist.received());
        assertEquals(5, typist.written(105));
    }

    @Test
    void acknowledgesAsFarAsThePtyHasCome() {
        Typist typist = new Typist();
        typist.took(10, 110);
        typist.took(10, 130);
        typist.took(10, 150);

        assertEquals(0, typist.written(109));
        assertEquals(10, typist.written(110));
        assertEquals(10, typist.written(149), "the second mark has given way to the third");
        assertEquals(30, typist.written(150));
    }

    @Test
    void neverTakesBackWhatItAcknowledged() {
        Typist typist = new Typist();
        typist.took(10, 10);
        assertEquals(10, typist.written(10));

        typist.took(10, 20);

        assertEquals(10, typist.written(15));
        assertEquals(20, typist.written(20));
    }

    @Test
    void forgetsTheViewerThatWasAwayLongest() {
        Typists typists = new Typists();
        Typist first = typists.of("first", Set.of());
        Typist second = typists.of("second", Set.of());
        for (int i = 0; i < Typists.LIMIT - 1; i++) {
            typists.of("viewer-" + i, Set.of("first"));
        }

        assertSame(first, typists.of("first", Set.of()), "attached all the time");
        assertNotSame(second, typists.of("second", Set.of("first")));
    }
}
