package dev.longshell.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program whose files are its owner's alone, whatever umask this process was started with; the JDK cannot set
 * one (umask(2)).
 */
final class Umask {
    private Umask() {
    }

    /** The same command under umask 077; its process is the program itself, as the shell is replaced by it. */
    static List<String> closed(List<String> command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh"));
        words.addAll(command);
        return words;
    }
}
