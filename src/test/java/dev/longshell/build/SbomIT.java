package dev.longshell.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bills of materials in the WAR, held against what the built files are made of. */
class SbomIT {
    private static final String LIBRARIES = "WEB-INF/lib/";
    private static Bill java;
    private static Bill page;
    private static Set<String> libraries;
    private static Set<String> inLongshellJar;

    @BeforeAll
    static void readWhatWasBuilt() throws IOException {
        try (ZipFile war = new ZipFile(System.getProperty("longshell.war"))) {
            java = Bill.of(text(war, "META-INF/sbom/sbom.json"));
            page = Bill.of(text(war, "META-INF/sbom/sbom-page.json"));
            libraries = war.stream().map(ZipEntry::getName).filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length())).collect(Collectors.toCollection(TreeSet::new));
        }
        try (ZipFile jar = new ZipFile(System.getProperty("longshell.jar"))) {
            inLongshellJar = sources(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("META-INF/") && !name.startsWith("dev/longshell/")).toList());
        }
    }

    @Test
    void everyLibraryOfTheWarAndOfLongshellJarIsOnTheBill() {
        assertTrue(libraries.size() > 5 && inLongshellJar.size() > 5, libraries + " " + inLongshellJar);
        assertEquals(List.of(), missing(libraries, java));
        assertEquals(List.of(), missing(inLongshellJar, java));
        assertEquals(List.of("gson-0.1.jar"), missing(List.of("gson-0.1.jar"), java), "the control");
    }

    @Test
    void everyPackageInThePagesBundlesIsOnTheBill() throws IOException {
        Set<String> bundled = packages(Files.readString(Path.of("target/frontend-inputs.json")));

        assertTrue(bundled.contains("npm:@xterm/xterm"), bundled.toString());
        assertEquals(bundled, page.versions().keySet());
    }

    /** What is in what we hand out is in the list, and nothing else is but what the build's files name. */
    @Test
    void everyLibraryIsInTheListOfDependencies() throws IOException {
        Set<String> files = new TreeSet<>(libraries);
        files.addAll(inLongshellJar);
        Map<String, String> used = new TreeMap<>(BuildFiles.versions());
        java.versions().forEach((name, version) -> {
            if (files.contains(file(name, version))) {
                used.put(name, version);
            }
        });
        DependencyList list = DependencyList.read();

        List<String> faults = new ArrayList<>(list.faults(used));
        faults.addAll(list.unneeded(used));
        assertEquals("", String.join("\n", faults));
    }

    /** Two builds of the same have the same bill, whenever and wherever they are made. */
    @Test
    void theBillsSayNothingOfTheRunThatMadeThem() {
        for (Bill bill : new Bill[] {java, page}) {
            assertFalse(bill.json().has("serialNumber"));
            assertFalse(bill.json().getAsJsonObject("metadata").has("timestamp"), bill.json().getAsJsonObject("metadata").toString());
            assertEquals("CycloneDX", bill.json().get("bomFormat").getAsString());
        }
    }

    private static String text(ZipFile archive, String name) throws IOException {
        return new String(archive.getInputStream(archive.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The files of libraries that these entries were unpacked from: what the assembly takes is on this class path too. */
    private static Set<String> sources(Collection<String> entries) {
        Set<String> sources = new TreeSet<>();
        for (String entry : entries) {
            URL found = SbomIT.class.getClassLoader().getResource(entry);
            assertTrue(found != null && found.getProtocol().equals("jar"), entry + " comes from " + found);
            String archive = found.getPath().substring(0, found.getPath().indexOf('!'));
            sources.add(archive.substring(archive.lastIndexOf('/') + 1));
        }
        return sources;
    }

    private static List<String> missing(Collection<String> files, Bill bill) {
        Set<String> billed = new HashSet<>();
        bill.versions().forEach((name, version) -> billed.add(file(name, version)));
        return files.stream().filter(file -> !billed.contains(file)).toList();
    }

    private static String file(String name, String version) {
        return name.substring(name.indexOf(':') + 1) + "-" + version + ".jar";
    }

    private static Set<String> packages(String inputs) {
        Set<String> packages = new TreeSet<>();
        for (JsonElement input : JsonParser.parseString(inputs).getAsJsonArray()) {
            String[] path = input.getAsString().split("node_modules/");
            if (path.length > 1) {
                String[] words = path[path.length - 1].split("/");
                packages.add("npm:" + (words[0].startsWith("@") ? words[0] + "/" + words[1] : words[0]));
            }
        }
        return packages;
    }
}
