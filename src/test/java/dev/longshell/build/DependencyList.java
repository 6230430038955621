package dev.longshell.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * docs/dependencies.md: the version of each dependency that the build uses, the newest that its registry had, and why the two differ.
 *
 * @param rows by name, which is {@code group:artifact} of Maven or {@code npm:package}
 */
record DependencyList(Map<String, Row> rows) {
    static final Path PAGE = Path.of("docs/dependencies.md");
    private static final String HEAD = "| dependency | used | newest | looked up | why it is behind |\n|---|---|---|---|---|\n";
    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\S+) \\| (\\S+) \\| (\\S+) \\| ?(.*?) ?\\|");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d): .*");
    private static final Duration OLDEST_REASON = Duration.ofDays(180);

    /** @param newest that the registry had on the day {@code seen} @param reason begins with its date and names {@code newest}; empty for what is not behind */
    record Row(String used, String newest, LocalDate seen, String reason) {
    }

    /** The table of a page that looks like docs/dependencies.md; other lines are passed over. */
    static DependencyList of(String page) {
        Map<String, Row> rows = new TreeMap<>();
        page.lines().map(ROW::matcher).filter(Matcher::matches).filter(row -> row.group(4).matches("\\d{4}-\\d\\d-\\d\\d")).forEach(row ->
                rows.put(row.group(1), new Row(row.group(2), row.group(3), LocalDate.parse(row.group(4)), row.group(5))));
        return new DependencyList(rows);
    }

    static DependencyList read() throws IOException {
        return of(Files.readString(PAGE));
    }

    /** What is wrong with the list where the build uses these versions, a line each; asks nobody and knows no date of today. */
    List<String> faults(Map<String, String> used) {
        List<String> faults = new ArrayList<>();
        used.forEach((name, version) -> {
            if (!rows.containsKey(name)) {
                faults.add(name + " " + version + " has no row.");
            } else if (!rows.get(name).used.equals(version)) {
                faults.add(name + " is used as " + version + ", the list says " + rows.get(name).used + ".");
            }
        });
        rows.forEach((name, row) -> {
            boolean behind = !row.used.equals(row.newest);
            if (behind && !(DATE.matcher(row.reason).matches() && row.reason.contains(row.newest))) {
                faults.add(name + " " + row.used + " is behind " + row.newest + ": no reason that begins with its date and names that version.");
            }
            if (!behind && !row.reason.isEmpty()) {
                faults.add(name + " is the newest and needs no reason.");
            }
        });
        return faults;
    }

    /** The rows of what the build does not use, a line each. */
    List<String> unneeded(Map<String, String> used) {
        return rows.keySet().stream().filter(name -> !used.containsKey(name)).map(name -> name + " has a row and is not used.").toList();
    }

    /** The reasons that have not been looked at for half a year, a line each. */
    List<String> oldReasons(LocalDate today) {
        return rows.entrySet().stream().filter(row -> {
            Matcher date = DATE.matcher(row.getValue().reason);
            return date.matches() && LocalDate.parse(date.group(1)).plusDays(OLDEST_REASON.toDays()).isBefore(today);
        }).map(row -> row.getKey() + ": its reason is older than " + OLDEST_REASON.toDays() + " days; look again.").toList();
    }

    /** The list of what is used, with what the registries have today; the reasons stay where they are needed. */
    DependencyList renewed(Map<String, String> used, Map<String, String> newest, LocalDate today) {
        Map<String, Row> renewed = new TreeMap<>();
        used.forEach((name, version) -> {
            String last = newest.getOrDefault(name, version);
            String reason = rows.containsKey(name) && !last.equals(version) ? rows.get(name).reason : "";
            renewed.put(name, new Row(version, last, today, reason));
        });
        return new DependencyList(renewed);
    }

    /** Puts the table into the page, in the place of the one that is there. */
    void write() throws IOException {
        String page = Files.readString(PAGE);
        String table = rows.entrySet().stream().map(row -> line(row.getKey(), row.getValue())).collect(Collectors.joining());
        Files.writeString(PAGE, page.substring(0, page.indexOf(HEAD)) + HEAD + table);
    }

    private static String line(String name, Row row) {
        return "| " + name + " | " + row.used + " | " + row.newest + " | " + row.seen + " | " + row.reason + (row.reason.isEmpty() ? "|\n" : " |\n");
    }
}
