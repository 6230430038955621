package dev.longshell.keeper;

import dev.longshell.wire.Json;
import java.util.Locale;

/** The JSON of the EVENT frames that a keeper sends; each has a {@code type}. Knows nothing of when. */
final class Events {
    static final String SIZE = "size";
    static final String VIEWERS = "viewers";

    private Events() {
    }

    private record Hello(String type, String session, String kind, int cols, int rows, String role, long input, long offset, long end, String state) {
    }

    private record Size(String type, int cols, int rows) {
    }

    private record Viewers(String type, int count) {
    }

    private record Exit(String type, Integer exitCode, Integer signal) {
    }

    /** The first frame to a viewer. */
    static String hello(Viewer viewer, Session session) {
        return Json.write(new Hello("hello", session.id(), session.kind(), session.columns(), session.rows(), viewer.role().name().toLowerCase(Locale.ROOT),
                viewer.typist().received(), session.log().start(), session.log().end(), session.state()));
    }

    static String size(int columns, int rows) {
        return Json.write(new Size(SIZE, columns, rows));
    }

    static String viewers(int count) {
        return Json.write(new Viewers(VIEWERS, count));
    }

    static String exit(ExitStatus status) {
        return Json.write(new Exit("exit", status.exitCode(), status.signal()));
    }
}
