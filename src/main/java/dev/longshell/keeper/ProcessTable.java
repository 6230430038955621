package dev.longshell.keeper;

import dev.longshell.os.Processes;
import dev.longshell.wire.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The processes of this machine as /proc shows them (proc(5)); knows nothing of our sessions. */
final class ProcessTable {
    private static final Logger LOG = Logger.getLogger(ProcessTable.class.getName());
    private static final Path PROC = Path.of("/proc");

    /** @param group its process group @param session the pid that leads its session */
    record Entry(int pid, int group, int session) {
    }

    private ProcessTable() {
    }

    /** Every process that still runs; zombies are not among them. */
    static List<Entry> running() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : directories) {
                Entry entry = read(directory);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "/proc cannot be read", e);
        }
        return entries;
    }

    private static Entry read(Path directory) {
        try {
            String line = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            // pid (name, which may hold anything) state ppid pgrp session ...
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            boolean gone = fields[0].equals("Z") || fields[0].equals("X");
            return gone ? null : new Entry(Integer.parseInt(directory.getFileName().toString()), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
        } catch (IOException e) {
            return null; // it ended while we looked
        }
    }

    /** Who a process is; its start is 0 and its machine's boot null when there is none. */
    static ProcessIdentity identity(int pid) {
        return Processes.of(pid).orElse(new ProcessIdentity(pid, 0, null));
    }

    /** Where a process is; null when there is none or it may not be looked at. */
    static String directory(int pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).toString();
        } catch (IOException e) {
            return null; // it ended while we looked
        }
    }

    /** The name of a process, at most 15 bytes; null when there is none. */
    static String command(int pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/comm")).strip();
        } catch (IOException e) {
            return null; // it ended while we looked, or its name is no UTF-8
        }
    }
}
