package dev.longshell.keeper;

import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@link Checkpoint}s as files that only their owner can read, one a session, whole or not at all; knows nothing of sessions. Any thread that may wait for a disk. */
final class CheckpointFiles {
    private static final Logger LOG = Logger.getLogger(CheckpointFiles.class.getName());
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final String SUFFIX = ".checkpoint";
    private static final String UNFINISHED = ".unfinished";
    /** Kept at most, the newest: 130 MB when each has a thousand coloured lines. */
    static final int LIMIT = 500;
    private static final Duration KEPT = Duration.ofDays(30);
    /** What is not whole after it never will be. */
    private static final Duration WRITTEN_WITHIN = Duration.ofHours(1);

    private final Path directory;

    CheckpointFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes it beside its place and moves it there; it is on the disk when this returns. */
    void write(Checkpoint checkpoint) throws IOException {
        PrivateFiles.directory(directory);
        Path place = place(checkpoint.about().session());
        Path beside = place.resolveSibling(place.getFileName() + UNFINISHED);
        try (FileChannel file = PrivateFiles.open(beside, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer bytes = ByteBuffer.wrap(checkpoint.bytes()); bytes.hasRemaining(); ) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Null when there is none, or none that can be read. */
    Checkpoint read(String session) {
        if (session == null || !ID.matcher(session).matches()) {
            return null;
        }
        try {
            return Checkpoint.of(Files.readAllBytes(place(session)));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The checkpoint of " + session + " cannot be read", e);
            return null;
        }
    }

    void delete(String session) throws IOException {
        if (ID.matcher(session).matches()) {
            Files.deleteIfExists(place(session));
        }
    }

    /** Takes away what is old, too many, or was never finished; a keeper of an older build may be writing here. */
    void prune(Instant now) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        int kept = 0;
        for (Written file : newestFirst()) {
            boolean keeps = file.isWhole() ? kept < LIMIT && file.isWithin(KEPT, now) : file.isWithin(WRITTEN_WITHIN, now);
            kept += keeps && file.isWhole() ? 1 : 0;
            if (!keeps) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    private List<Written> newestFirst() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.toList();
        }
        List<Written> written = new ArrayList<>();
        for (Path path : all) {
            try {
                written.add(new Written(path, Files.getLastModifiedTime(path).toInstant()));
            } catch (NoSuchFileException e) {
                LOG.log(Level.FINE, "It was finished meanwhile, or deleted", e);
            }
        }
        written.sort(Comparator.comparing(Written::at).reversed());
        return written;
    }

    private record Written(Path path, Instant at) {
        boolean isWhole() {
            return path.getFileName().toString().endsWith(SUFFIX);
        }

        boolean isWithin(Duration time, Instant now) {
            return at.isAfter(now.minus(time));
        }
    }

    private Path place(String session) {
        return directory.resolve(session + SUFFIX);
    }
}
