package dev.longshell.faults;

import java.util.ArrayList;
import java.util.List;

/** Runs inside a server: takes all of its heap and gives nothing back, as a leak would; knows nothing of what else lives there. */
public final class HungryAgent {
    private static final int BITE_BYTES = 1 << 20;
    private static final List<byte[]> EATEN = new ArrayList<>();

    private HungryAgent() {
    }

    /** @throws OutOfMemoryError always, where that does not end the process */
    public static void agentmain(String argument) {
        while (true) {
            EATEN.add(new byte[BITE_BYTES]);
        }
    }
}
