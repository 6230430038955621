package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a gateway must know to be heard: 32 random bytes in hexadecimal, in a file that only its owner can read; knows nothing of the HELLO frame. */
final class Secret {
    private static final int BYTES = 32;

    private final byte[] text;

    private Secret(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the secret, or makes it: whoever comes first, keeper or gateway. It is written beside its place and then linked there, so that
     * nobody ever reads half of one and of two at once one wins.
     *
     * @throws FaultException STORAGE_FULL when it can be neither read nor written
     */
    static Secret readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return new Secret(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new FaultException(Fault.STORAGE_FULL, "The secret " + file + " can be neither read nor written: " + Reason.of(e) + ".", e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path beside = PrivateFiles.temporary(file.getParent(), "secret", null);
        try {
            Files.writeString(beside, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            // the other one came first: that one counts
        } finally {
            Files.delete(beside);
        }
    }

    /** Compares in a time that tells nothing. @param given may be null */
    boolean matches(String given) {
        return given != null && MessageDigest.isEqual(text, given.getBytes(StandardCharsets.UTF_8));
    }
}
