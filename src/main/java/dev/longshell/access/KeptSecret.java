package dev.longshell.access;

import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * A secret in a file of mode 0600 that is made by whoever comes first; knows nothing of what it is for.
 *
 * <p>Two gateways may start at once: the text is written to a file of its own and then linked to its name, which succeeds for exactly one of them (link(2)),
 * so nobody ever reads half a secret, and all read the same.
 */
public final class KeptSecret {
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeptSecret() {
    }

    /** Random bytes as text that survives every shell, URL and file: base64url (RFC 4648 section 5) without padding. */
    public static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The text of that file, which is made with the offered one when it is not there. The directory is made with mode 0700. */
    static String readOrMake(Path file, Supplier<String> offered) {
        try {
            if (Files.notExists(file)) {
                PrivateFiles.directory(file.getParent());
                offer(file, offered.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The secret in " + file + " can be neither read nor made", e);
        }
    }

    private static void offer(Path file, String text) throws IOException {
        Path own = PrivateFiles.temporary(file.getParent(), "." + file.getFileName(), "");
        try {
            Files.write(own, (text + "\n").getBytes(StandardCharsets.UTF_8));
            Files.createLink(file, own);
        } catch (FileAlreadyExistsException e) {
            // somebody else came first: theirs counts, and is read by the caller
        } finally {
            Files.delete(own);
        }
    }
}
