package dev.longshell.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The WAR of {@code ./mvnw package} as a later build would be: the same but for its stamp. */
public final class NewerBuild {
    private static final String STAMP = "dev/longshell/wire/build.properties";
    private static final String KEEPERS = "WEB-INF/longshell/longshell.jar";

    private NewerBuild() {
    }

    /** Writes it into that directory. */
    public static Path war(Path directory) throws IOException {
        Path war = Files.copy(Path.of("target/ROOT.war"), directory.resolve("newer.war"));
        Path jar = directory.resolve("newer.jar");
        try (FileSystem inside = FileSystems.newFileSystem(war)) {
            Files.copy(inside.getPath(KEEPERS), jar);
            stamp(jar, STAMP);
            Files.copy(jar, inside.getPath(KEEPERS), StandardCopyOption.REPLACE_EXISTING);
        }
        stamp(war, "WEB-INF/classes/" + STAMP);
        return war;
    }

    private static void stamp(Path archive, String place) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(archive)) {
            Files.write(inside.getPath(place), "version=1.0.0\nbuild=20990101000000\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
