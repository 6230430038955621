package dev.longshell.console;

import dev.longshell.cli.RunningLongshell;
import java.net.URI;
import java.nio.file.Path;

/**
 * A console that a browser can open; knows nothing of how it was started.
 *
 * @param address          such as {@code http://127.0.0.1:4110}, without a slash at its end
 * @param username         who may log in
 * @param password         with what
 * @param projectDirectory exists on the server, and projects may lie there
 */
record RunningConsole(URI address, String username, String password, Path projectDirectory) {

    /** The one that the system properties console.address, console.username, console.password and console.directory name, else a server for all tests. */
    static RunningConsole find() {
        String address = System.getProperty("console.address");
        if (address != null) {
            return new RunningConsole(URI.create(address), System.getProperty("console.username"), System.getProperty("console.password"),
                    Path.of(System.getProperty("console.directory")));
        }
        RunningLongshell server = RunningLongshell.shared();
        return new RunningConsole(URI.create("http://127.0.0.1:" + server.port()), server.adminUsername(), server.adminPassword(),
                Path.of(System.getProperty("user.home")));
    }

    String page(String path) {
        return address + path;
    }
}
