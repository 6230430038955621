package dev.longshell.console;

import java.net.URI;
import java.nio.file.Path;

/**
 * A console that a browser can open; knows nothing of how it was started.
 *
 * @param address          such as {@code http://127.0.0.1:4500}, without a slash at its end
 * @param username         who may log in
 * @param password         with what
 * @param projectDirectory exists on the server, and projects may lie there
 */
record RunningConsole(URI address, String username, String password, Path projectDirectory) {

    String page(String path) {
        return address + path;
    }
}
