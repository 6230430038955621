package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program that was run to its end; knows nothing of what it was for.
 *
 * @param exitCode as the program left it
 * @param output   what it wrote to both streams, in order
 */
record Ran(int exitCode, String output) {

    /** Runs a program in the C locale, in the root directory. @throws FaultException NOT_INSTALLED for one that is not there */
    static Ran of(List<String> command, String input) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(new java.io.File("/"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (IOException e) {
            throw new FaultException(Fault.NOT_INSTALLED, command.get(0) + " cannot be run: " + Reason.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException(Fault.INTERNAL, "Interrupted while " + command.get(0) + " ran.", e);
        }
    }
}
