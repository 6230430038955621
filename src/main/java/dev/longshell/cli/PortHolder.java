package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a TCP port, by /proc/net/tcp and /proc/PID/fd (proc(5)); knows nothing of why somebody asks.
 *
 * @param process its pid
 * @param command its command line, shortened; empty where we may not read it
 */
record PortHolder(long process, String command) {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int SHOWN_CHARACTERS = 160;

    /**
     * Makes sure that nobody listens on that port of that address.
     *
     * @param name for the message, such as {@code PORT}
     * @throws FaultException PORT_IN_USE that names the holder, SETTING_REFUSED for an address that is not this machine's
     */
    static void refuseIfTaken(String name, String address, int port) {
        InetSocketAddress where = new InetSocketAddress(address, port);
        if (where.isUnresolved()) {
            throw new FaultException(Fault.SETTING_REFUSED, "BIND_ADDRESS=" + address + " is no address that this machine knows.");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(where);
        } catch (IOException e) {
            throw refusal(name, where.getAddress(), port, e);
        }
    }

    private static FaultException refusal(String name, InetAddress address, int port, IOException failure) {
        String reason = Reason.of(failure);
        if (reason.contains("Cannot assign")) {
            return new FaultException(Fault.SETTING_REFUSED, "BIND_ADDRESS=" + address.getHostAddress() + " is not an address of this machine.", failure);
        }
        if (reason.contains("Permission denied")) {
            return new FaultException(Fault.SETTING_REFUSED, name + "=" + port + ": this user may not listen there (ports below 1024 need a privilege).", failure);
        }
        String holder = find(port).map(PortHolder::toString).orElse("a process that this user may not look at");
        return new FaultException(Fault.PORT_IN_USE, "Port " + port + " (" + name + ") is in use by " + holder
                + ". Stop it, or choose another with " + name + "=number" + (name.equals("PORT") ? "." : "; 0 turns that listener off."), failure);
    }

    /** Who listens on that port of any address; empty for nobody, or a process of another user when we are not root. */
    static Optional<PortHolder> find(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            collectSockets(PROC.resolve(table), port, sockets);
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (hasOneOf(process.resolve("fd"), sockets)) {
                    return Optional.of(new PortHolder(Long.parseLong(process.getFileName().toString()), commandOf(process)));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // no /proc: the port is in use all the same, only by whom stays unknown
        }
        return Optional.empty();
    }

    private static void collectSockets(Path table, int port, Set<String> sockets) {
        String suffix = String.format(":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+");
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            return; // a kernel without IPv6 has no tcp6: nothing to add
        }
    }

    private static boolean hasOneOf(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (Files.isSymbolicLink(link) && sockets.contains(Files.readSymbolicLink(link).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false; // the process ended meanwhile, or belongs to somebody else
        }
    }

    private static String commandOf(Path process) {
        try {
            String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
            return command.length() <= SHOWN_CHARACTERS ? command : command.substring(0, SHOWN_CHARACTERS) + "...";
        } catch (IOException e) {
            return ""; // ended meanwhile
        }
    }

    @Override
    public String toString() {
        return "process " + process + (command.isEmpty() ? "" : " (" + command + ")");
    }
}
