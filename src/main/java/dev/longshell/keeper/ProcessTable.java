package dev.longshell.keeper;

import dev.longshell.os.Processes;
import dev.longshell.wire.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The processes of this machine as /proc shows them (proc(5)); knows nothing of our sessions. */
final class ProcessTable {
    private static final Logger LOG = Logger.getLogger(ProcessTable.class.getName());
    private static final Path PROC = Path.of("/proc");
    private static final long OURSELVES = ProcessHandle.current().pid();

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

    /** The pids of those processes that were started with that variable (proc(5), environ); those of other users are seen by root only. */
    static List<Integer> withVariable(String name, String value) {
        byte[] wanted = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
        return running().stream().map(Entry::pid).filter(pid -> pid != OURSELVES && hasVariable(pid, wanted)).toList();
    }

    private static boolean hasVariable(int pid, byte[] wanted) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            int begin = 0;
            for (int end = 0; end < environment.length; end++) {
                if (environment[end] == 0) {
                    if (Arrays.equals(environment, begin, end, wanted, 0, wanted.length)) {
                        return true;
                    }
                    begin = end + 1;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // it ended while we looked, or is not ours to look at
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
