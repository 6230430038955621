package dev.longshell.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./mvnw -Pdependencies verify}: asks the registries, and is red for whatever is behind without a reason that names its newest version.
 * With {@code -Ddependencies.write=true} it first puts what they have into docs/dependencies.md; the reasons are for people to write.
 */
@Tag("dependencies")
class NewestVersionsTest {
    @TempDir
    private Path directory;

    @Test
    void nothingIsBehindWithoutAReasonOfLessThanHalfAYear() throws IOException, InterruptedException {
        DependencyList list = DependencyList.read();
        Map<String, String> used = new TreeMap<>(BuildFiles.versions());
        list.rows().forEach((name, row) -> used.putIfAbsent(name, row.used())); // what others bring along: SbomIT holds those rows
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        Map<String, String> newer = new Registries(directory, used.get("org.codehaus.mojo:versions-maven-plugin")).newerThan(used);
        DependencyList renewed = list.renewed(used, newer, today);
        if (Boolean.getBoolean("dependencies.write")) {
            renewed.write();
        }

        List<String> faults = new ArrayList<>(renewed.faults(used));
        faults.addAll(renewed.oldReasons(today));
        assertEquals("", String.join("\n", faults));
    }
}
