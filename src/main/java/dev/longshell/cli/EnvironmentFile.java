package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code NAME=value} lines, as systemd's EnvironmentFile and docker's --env-file read it; knows no setting's name.
 * Blank lines and lines that start with # are skipped, {@code export} in front and one pair of quotes around a value are dropped, nothing is expanded.
 */
final class EnvironmentFile {
    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    private EnvironmentFile() {
    }

    /** @throws FaultException SETTING_REFUSED for a file that cannot be read or a line that is none; never shows the line, which may be a secret */
    static Map<String, String> read(Path file) {
        try {
            return parse(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new FaultException(Fault.SETTING_REFUSED, "The file of settings " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Puts that value in the place of the name's lines, or at the end; owner and mode of the file stay, and a reader sees the old lines or all of the new ones. */
    static void set(Path file, String name, String value) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(line -> {
            Matcher matcher = LINE.matcher(line.strip());
            return matcher.matches() && matcher.group(1).equals(name);
        });
        lines.add(name + "=" + value);
        Path real = file.toRealPath();
        Path draft = PrivateFiles.temporary(real.getParent(), real.getFileName() + ".", ".draft");
        try {
            Files.write(draft, lines);
            Files.setOwner(draft, Files.getOwner(real));
            Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(real));
            Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Map<String, String> parse(Path file, List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new FaultException(Fault.SETTING_REFUSED, file + ", line " + (i + 1) + ": NAME=value is expected.");
            }
            values.put(matcher.group(1), unquoted(matcher.group(2).strip()));
        }
        return values;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.charAt(0) == text.charAt(text.length() - 1) && (text.charAt(0) == '"' || text.charAt(0) == '\'');
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
