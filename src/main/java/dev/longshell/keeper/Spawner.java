package dev.longshell.keeper;

import java.io.IOException;

/** Starts a child on a terminal: leading its own session, that terminal its controlling one, descriptors 0 to 2 only, no signal blocked or ignored. */
interface Spawner {
    /**
     * Starts it.
     *
     * @param slave path of the terminal's other side
     * @return its pid
     * @throws dev.longshell.fault.FaultException COMMAND_NOT_FOUND, DIRECTORY_MISSING or INVALID_PARAMETER, where the kernel's refusal is known
     * @throws IOException                        when the machine has no process left
     */
    int spawn(Launch launch, String slave, int master) throws IOException;

    /** The quickest that this machine's C library offers. */
    static Spawner best() {
        return PosixSpawn.isThere() ? new PosixSpawn() : new ForkingSpawner();
    }
}
