package dev.longshell.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The machine that this gateway and its keeper run on, as rows name it; asks no name server. */
public final class Node {
    private static final Logger LOG = Logger.getLogger(Node.class.getName());
    /** proc(5): the name that gethostname(2) gives. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    public static final String NAME = read();

    private Node() {
    }

    private static String read() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The host's name cannot be read; localhost stands for it", e);
            return "localhost";
        }
    }
}
