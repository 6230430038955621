package dev.longshell.keeper;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Children by pty4j's fork, as a keeper starts them where the C library cannot spawn. */
class ForkedChildTest extends ChildContract {
    @RegisterExtension
    static final RunningKeeper forking = new RunningKeeper(new ForkingSpawner());

    ForkedChildTest() {
        super(forking);
    }
}
