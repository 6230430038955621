package dev.longshell.keeper;

import com.google.gson.JsonParseException;
import dev.longshell.fault.FaultException;
import dev.longshell.screen.Screen;
import dev.longshell.screen.ScreenListener;
import dev.longshell.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A session as it was at one moment, for when its keeper is gone: what it showed, where it was and what it ran. Knows nothing of files.
 *
 * <pre>
 *   UTF-8 JSON of {@link About} | LF | snapshot bytes, as many as it says, with that CRC-32
 * </pre>
 */
record Checkpoint(About about, byte[] snapshot) {
    /** Of the format; a file of another version is not read. */
    static final int VERSION = 1;

    /**
     * What is known beside the screen.
     *
     * @param version       {@link #VERSION}
     * @param session       its id
     * @param kind          as opened
     * @param command       argument vector as opened
     * @param directory     where its child was
     * @param columns       of the snapshot, in cells
     * @param rows          of the snapshot, in cells
     * @param historyLines  as opened
     * @param offset        bytes of output that the snapshot stands for
     * @param takenAtMillis Unix time
     * @param ended         whether the child had ended
     * @param exitCode      0 to 255 when it exited by itself, else null
     * @param signal        number of the signal that ended it, else null
     * @param endedBecause  {@link dev.longshell.wire.SessionReport#endedBecause()}
     * @param bootId        of the machine that it ran on, {@link dev.longshell.wire.ProcessIdentity}; null in an older file
     * @param snapshotBytes behind the line
     * @param checksum      CRC-32 of them
     */
    record About(int version, String session, String kind, List<String> command, String directory, int columns, int rows, int historyLines, long offset,
                 long takenAtMillis, boolean ended, Integer exitCode, Integer signal, String endedBecause, String bootId, int snapshotBytes, long checksum) {
    }

    byte[] bytes() {
        byte[] line = (Json.write(about) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(line, line.length + snapshot.length);
        System.arraycopy(snapshot, 0, bytes, line.length, snapshot.length);
        return bytes;
    }

    /** @return null for what is no whole checkpoint of this version */
    static Checkpoint of(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        try {
            About about = Json.read(new String(bytes, 0, end, StandardCharsets.UTF_8), About.class);
            byte[] snapshot = Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 1), bytes.length);
            boolean whole = about.version() == VERSION && about.snapshotBytes() == snapshot.length && about.checksum() == checksum(snapshot);
            return whole ? new Checkpoint(about, snapshot) : null;
        } catch (FaultException | JsonParseException e) {
            return null; // half of one, or a stranger's file
        }
    }

    static long checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    /** A terminal that shows it. */
    Screen screen() {
        Screen screen = new Screen(about.columns(), about.rows(), about.historyLines(), ScreenListener.NONE);
        screen.write(snapshot, 0, snapshot.length);
        return screen;
    }
}
