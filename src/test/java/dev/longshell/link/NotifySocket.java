package dev.longshell.link;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The socket that systemd listens at, of datagrams on the file system, which Java has none of (unix(7), sd_notify(3)). */
public final class NotifySocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int SUN_PATH = 2;
    private static final int LONGEST_BYTES = 4096;

    static {
        Native.register(NotifySocket.class, "c");
    }

    private final int descriptor;
    private final Path file;

    private NotifySocket(int descriptor, Path file) {
        this.descriptor = descriptor;
        this.file = file;
    }

    public static boolean isLibraryThere() {
        try {
            NativeLibrary.getInstance("libsystemd.so.0");
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    public static NotifySocket bind(Path file) {
        int descriptor = socket(AF_UNIX, SOCK_DGRAM, 0);
        byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
        try (Memory address = new Memory(SUN_PATH + path.length + 1L)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(SUN_PATH, path, 0, path.length);
            bind(descriptor, address, (int) address.size());
        }
        return new NotifySocket(descriptor, file);
    }

    public Path file() {
        return file;
    }

    /** Waits for the next datagram. */
    String receive() {
        return receive(0);
    }

    /** The next datagram, which has come. @throws LastErrorException EAGAIN when none has */
    public String received() {
        return receive(MSG_DONTWAIT);
    }

    private String receive(int flags) {
        byte[] datagram = new byte[LONGEST_BYTES];
        int length = (int) recv(descriptor, datagram, datagram.length, flags);
        return new String(datagram, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        close(descriptor);
    }

    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native int bind(int descriptor, com.sun.jna.Pointer address, int length) throws LastErrorException;

    private static native long recv(int descriptor, byte[] buffer, long length, int flags) throws LastErrorException;

    private static native int close(int descriptor) throws LastErrorException;
}
