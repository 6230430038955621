package dev.longshell.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of who may call what, {@code authorisation-matrix.txt}: a line a route, a column an actor, a cell the
 * answer.
 *
 * @param actors in the order of the columns
 * @param lines  in the order of the file
 */
record Matrix(List<String> actors, List<Line> lines) {
    /**
     * @param method  of HTTP
     * @param path    with its parameters in braces, as OpenAPI writes it
     * @param variant tells lines of one route apart, or names the button of a page; empty for none
     * @param cells   by actor: a status, at a socket {@code watch} or {@code type}, at a button {@code done}
     */
    record Line(String method, String path, String variant, Map<String, String> cells) {
        /** As routes that were found are written: a button of a page is one of its own. */
        String route() {
            return isButton() ? toString() : method + " " + path;
        }

        boolean isButton() {
            return method.equals("POST") && path.endsWith(".xhtml");
        }

        @Override
        public String toString() {
            return method + " " + path + (variant.isEmpty() ? "" : " " + variant);
        }
    }

    static Matrix read() {
        List<String[]> rows = text().lines().map(String::strip).filter(row -> !row.isEmpty() && !row.startsWith("#"))
                .map(row -> row.split("\\s+")).toList();
        List<String> actors = Arrays.asList(rows.get(0)).subList(1, rows.get(0).length);
        return new Matrix(actors, rows.stream().skip(1).map(words -> line(words, actors)).toList());
    }

    private static Line line(String[] words, List<String> actors) {
        int first = words.length - actors.size();
        if (first != 2 && first != 3) {
            throw new AssertionError("not a cell for each actor: " + String.join(" ", words));
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int each = 0; each < actors.size(); each++) {
            cells.put(actors.get(each), words[first + each]);
        }
        return new Line(words[0], words[1], first == 3 ? words[2] : "", cells);
    }

    private static String text() {
        try (InputStream in = Matrix.class.getResourceAsStream("authorisation-matrix.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int size() {
        return actors.size() * lines.size();
    }
}
