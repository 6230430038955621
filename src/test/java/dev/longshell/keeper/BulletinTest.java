package dev.longshell.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulletinTest {
    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Bulletin bulletin = new Bulletin((action, nanos) -> scheduled.add(action), (type, json) -> told.add(type + " " + json));

    @Test
    void tellsTheFirstOfEachTypeAtOnce() {
        bulletin.tell("title", "a");
        bulletin.tell("bell", "b");

        assertEquals(List.of("title a", "bell b"), told);
        assertEquals(0, scheduled.size());
    }

    @Test
    void tellsTheLastOfManyLater() {
        for (int i = 0; i < 1000; i++) {
            bulletin.tell("title", String.valueOf(i));
        }
        assertEquals(1, scheduled.size());

        scheduled.get(0).run();

        assertEquals(List.of("title 0", "title 999"), told);
    }

    @Test
    void tellsWhatWaitsWhenAsked() {
        bulletin.tell("title", "a");
        bulletin.tell("title", "b");

        bulletin.tellWaiting();
        bulletin.tellWaiting();

        assertEquals(List.of("title a", "title b"), told);
    }
}
