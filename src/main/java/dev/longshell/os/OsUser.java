package dev.longshell.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user of this machine, as passwd(5) has them; knows nothing of Longshell's own.
 *
 * @param home absolute
 * @param shell absolute, or empty
 */
public record OsUser(String name, long id, long group, String home, String shell) {
    /** name, password, user id, group id, comment, home directory, shell. */
    private static final Path ACCOUNTS = Path.of("/etc/passwd");
    private static final int FIELDS = 7;

    public static Optional<OsUser> find(String name) {
        try (Stream<String> accounts = Files.lines(ACCOUNTS)) {
            return accounts.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == FIELDS && fields[0].equals(name)).map(OsUser::of).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(ACCOUNTS + " cannot be read", e);
        }
    }

    private static OsUser of(String[] fields) {
        return new OsUser(fields[0], Long.parseLong(fields[2]), Long.parseLong(fields[3]), fields[5], fields[6]);
    }

    /** The words of RUN_AS_COMMAND for this user, which those of a command follow. */
    public List<String> launcher(String runAsCommand) {
        return Arrays.stream(runAsCommand.split("\\s+"))
                .map(word -> word.replace("{user}", name).replace("{uid}", Long.toString(id))
                        .replace("{gid}", Long.toString(group))).toList();
    }
}
