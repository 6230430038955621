package dev.longshell.audit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.longshell.store.AuditEntry;
import dev.longshell.store.AuditRepository;
import dev.longshell.store.AuditRow;
import dev.longshell.store.FileQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditWriterTest {
    private static final long LONG_MILLIS = TimeUnit.MINUTES.toMillis(5);

    /** Each stop of a server took three seconds more: by then the container has no database for the row that says so, and it was tried until the time was over. */
    @Test
    void aStopWaitsForNoDatabaseThatIsAwayAndLeavesTheLineInItsFile(@TempDir Path directory) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        AuditRepository away = new AuditRepository() {
            @Override
            public Optional<AuditRow> append(List<AuditEntry> entries) {
                tries.incrementAndGet();
                throw new IllegalStateException("the container ends");
            }
        };
        Path file = directory.resolve("own" + AuditWriter.SUFFIX);
        String line = EntryLine.write(new AuditEntry(UUID.randomUUID(), Instant.now(), null, null, "gateway.stop", null, "done", null, "node"));
        try (FileQueue queue = FileQueue.open(file, Audit.MOST_BYTES).orElseThrow()) {
            AuditWriter writer = new AuditWriter(queue, file, away);
            writer.start();
            queue.add(line);
            await().atMost(Duration.ofSeconds(30)).until(() -> tries.get() > 0);

            assertTimeoutPreemptively(Duration.ofMinutes(1), () -> writer.stop(LONG_MILLIS));

            assertEquals(List.of(line), queue.first(2));
        }
    }
}
