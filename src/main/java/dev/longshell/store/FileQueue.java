package dev.longshell.store;

import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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

    private final FileChannel file;
    private final long mostBytes;
    private long first;
    private long end;

    private FileQueue(FileChannel file, long mostBytes) throws IOException {
        this.file = file;
        this.mostBytes = mostBytes;
        end = file.size();
        dropTornLine();
    }

    /** The queue in that file, made where there is none; empty while another process has it. */
    public static Optional<FileQueue> open(Path path, long mostBytes) throws IOException {
        FileChannel file = PrivateFiles.open(path, StandardOpenOption.READ);
        FileLock lock = file.tryLock();
        if (lock == null) {
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
        file.truncate(end);
    }

    /** Puts a line without a line end behind the others. @return false when there is no room for it */
    public synchronized boolean add(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (bytes.remaining() > LONGEST_LINE || end + bytes.remaining() > mostBytes) {
            return false;
        }
        long position = end;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        end = position;
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
            file.truncate(0);
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
        file.force(false);
    }

    private byte[] read(long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(LONGEST_LINE, end - position));
        while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) > 0) {
            // the rest
        }
        byte[] read = new byte[bytes.position()];
        bytes.flip().get(read);
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
