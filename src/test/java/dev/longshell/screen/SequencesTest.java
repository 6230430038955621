package dev.longshell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/sequences.md is made of the {@code @vt} lines of the sources; -Dsequences.write=true writes it anew. */
class SequencesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/longshell/screen");
    private static final Path PAGE = Path.of("docs/sequences.md");
    private static final String MARK = "// @vt ";

    @Test
    void thePageListsEverySequenceOfTheSources() throws IOException {
        String page = page();
        if (Boolean.getBoolean("sequences.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE));
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("# Control sequences\n\nMade from the `@vt` lines of package `screen` by"
            + " `SequencesTest` (`-Dsequences.write=true`); do not edit.\n");
        for (String name : List.of("Interpreter", "Rendition", "ModeSwitch", "KeyboardCommands", "Reports",
                "Commands")) {
            page.append("\n| ").append(title(name)).append(" | |\n|---|---|\n");
            for (String line : lines(SOURCES.resolve(name + ".java"))) {
                int dash = line.indexOf(" - ");
                page.append("| `").append(line.substring(0, dash).replace("|", "\\|")).append("` | ")
                    .append(line.substring(dash + 3).replace("|", "\\|")).append(" |\n");
            }
        }
        return page.toString();
    }

    private static String title(String source) {
        return switch (source) {
            case "Interpreter" -> "Controls, escape and control sequences";
            case "Rendition" -> "SGR";
            case "ModeSwitch" -> "Modes";
            case "KeyboardCommands" -> "Keyboard";
            case "Reports" -> "Queries and window operations";
            default -> "Operating system commands";
        };
    }

    private static List<String> lines(Path source) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.map(String::strip).filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length())).toList();
        }
    }
}
