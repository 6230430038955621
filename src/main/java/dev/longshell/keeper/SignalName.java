package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.util.Map;

/** The names of the signals that a user may send, and their numbers on Linux (signal(7)); knows nothing of processes. */
final class SignalName {
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("HUP", Libc.SIGHUP), Map.entry("INT", 2), Map.entry("QUIT", 3), Map.entry("KILL", Libc.SIGKILL), Map.entry("USR1", 10),
            Map.entry("USR2", 12), Map.entry("TERM", Libc.SIGTERM), Map.entry("CONT", Libc.SIGCONT), Map.entry("STOP", 19), Map.entry("TSTP", 20),
            Map.entry("WINCH", 28));

    private SignalName() {
    }

    /** @throws FaultException INVALID_PARAMETER for a name that is none of them */
    static int number(String name) {
        Integer number = name == null ? null : NUMBERS.get(name);
        if (number == null) {
            throw new FaultException(Fault.INVALID_PARAMETER,
                    "The signal " + name + " is none of " + String.join(", ", NUMBERS.keySet().stream().sorted().toList()) + ".");
        }
        return number;
    }
}
