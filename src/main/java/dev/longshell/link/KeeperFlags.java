package dev.longshell.link;

import java.util.List;

/** How the keeper's JVM is run: small, for it lives beside every gateway, and quick to answer one key. */
final class KeeperFlags {
    static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-Xss512k",
            "-XX:MaxRAMPercentage=25",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=25",
            "-XX:+ExitOnOutOfMemoryError");

    private KeeperFlags() {
    }
}
