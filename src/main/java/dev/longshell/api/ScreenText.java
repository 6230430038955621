package dev.longshell.api;

import dev.longshell.wire.ScreenReport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A screen as plain text: a line for each row; knows nothing of colours. */
final class ScreenText {

    private ScreenText() {
    }

    static String of(ScreenReport screen) {
        return Stream.concat(screen.history() == null ? Stream.empty() : screen.history().stream(), screen.lines().stream())
                .map(line -> line.text() + "\n").collect(Collectors.joining());
    }
}
