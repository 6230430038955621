package dev.longshell.store;

import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lines that wait in a file for a database that is away, first in, first out; bounded, and still there after a kill. Knows nothing of what a line says.
 *
 * <pre>
 *   0 ------- taken ------- first ------- waiting ------- end       the file is emptied when first reaches end
 * </pre>
 *
 * What was taken is not marked in the file: after a kill all its lines are waiting again, so whoever takes them must bear a line twice.
 */
public final class FileQueue implements AutoCloseable {
    /** Bytes read at once; a longer line cannot be. */
    static final int LONGEST_LINE = 1 << 16;
    private static final byte NEWLINE = '\n';

    private final RandomAccessFile file;
    private final long mostBytes;
    private long first;
    private long end;

    private FileQueue(RandomAccessFile file, long mostBytes) throws IOException {
        this.file = file;
        this.mostBytes = mostBytes;
        end = file.length();
        dropTornLine();
    }

    /** The queue in that file, made where there is none; empty while another process has it. */
    public static Optional<FileQueue> open(Path path, long mostBytes) throws IOException {
        RandomAccessFile file = PrivateFiles.openUninterrupted(path);
        if (file.getChannel().tryLock() == null) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new FileQueue(file, mostBytes));
    }

    /** A power cut may leave the beginning of a line. */
    private void dropTornLine() throws IOException {
        byte[] last = read(Math.max(0, end - LONGEST_LINE));
        int whole = last.length;
        while (whole > 0 && last[whole - 1] != NEWLINE) {
            whole--;
        }
        end -= last.length - whole;
        file.setLength(end);
    }

    /** Puts a line without a line end behind the others. @return false when there is no room for it */
    public synchronized boolean add(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_LINE || end + bytes.length > mostBytes) {
            return false;
        }
        file.seek(end);
        file.write(bytes);
        end += bytes.length;
        notifyAll();
        return true;
    }

    /** The lines at the front, at most that many; they stay until they are removed. */
    public synchronized List<String> first(int most) throws IOException {
        byte[] bytes = read(first);
        List<String> lines = new ArrayList<>();
        int begin = 0;
        for (int index = 0; index < bytes.length && lines.size() < most; index++) {
            if (bytes[index] == NEWLINE) {
                lines.add(new String(bytes, begin, index - begin, StandardCharsets.UTF_8));
                begin = index + 1;
            }
        }
        return lines;
    }

    /** Takes those lines, which {@link #first} gave, off the front. */
    public synchronized void remove(List<String> lines) throws IOException {
        for (String line : lines) {
            first += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        if (first >= end) {
            file.setLength(0);
            first = 0;
            end = 0;
        }
    }

    public synchronized boolean isEmpty() {
        return first == end;
    }

    /** Returns once a line waits, or after that time. */
    public synchronized void await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; isEmpty() && left > 0; left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            wait(left);
        }
    }

    /** From now on what waits survives a power cut too. */
    public void force() throws IOException {
        file.getFD().sync();
    }

    private byte[] read(long position) throws IOException {
        byte[] bytes = new byte[(int) Math.min(LONGEST_LINE, end - position)];
        int length = 0;
        file.seek(position);
        for (int read = 0; read >= 0 && length < bytes.length; length += Math.max(0, read)) {
            read = file.read(bytes, length, bytes.length - length);
        }
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
