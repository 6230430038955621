package dev.longshell.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the registries for the newest versions, by their own clients: Maven's versions plugin over a pom made for it, and {@code npm view}. */
final class Registries {
    /** Was never anybody's newest since 2019: when the answer does not name it, nobody was asked. */
    private static final String KNOWN_TO_BE_OLD = "junit:junit";
    private static final Pattern ANSWER = Pattern.compile(" *(\\S+:\\S+) \\.+\\s+\\S+ -> (\\S+)");
    private static final String PRE_RELEASES = "(?i).*[.-](alpha|beta|m|rc|cr|snapshot|pre|preview)[.-]?\\d*";
    private static final int MINUTES = 5;

    private final Path directory;
    private final String plugin;

    /** @param directory for what is asked and answered @param plugin the version of versions-maven-plugin */
    Registries(Path directory, String plugin) {
        this.directory = directory;
        this.plugin = plugin;
    }

    /** Those that are newer than what is used; pre-releases do not count. */
    Map<String, String> newerThan(Map<String, String> used) throws IOException, InterruptedException {
        Map<String, String> newer = new TreeMap<>(askMaven(used));
        for (String name : used.keySet()) {
            if (name.startsWith("npm:")) {
                newer.put(name, run("npm", "view", name.substring("npm:".length()), "version").strip());
            }
        }
        return newer;
    }

    private Map<String, String> askMaven(Map<String, String> used) throws IOException, InterruptedException {
        Path answer = directory.resolve("newer.txt");
        Path question = Files.writeString(directory.resolve("pom.xml"), used.entrySet().stream().filter(each -> !each.getKey().startsWith("npm:"))
                .map(each -> dependency(each.getKey(), each.getValue())).collect(Collectors.joining("",
                        "<project><modelVersion>4.0.0</modelVersion><groupId>dev.longshell</groupId><artifactId>asked</artifactId><version>1</version>"
                                + "<packaging>pom</packaging><dependencies>" + dependency(KNOWN_TO_BE_OLD, "4.12"), "</dependencies></project>")));
        String said = run("./mvnw", "-q", "-B", "-ntp", "-f", question.toString(), "org.codehaus.mojo:versions-maven-plugin:" + plugin + ":display-dependency-updates",
                "-Dversions.outputFile=" + answer, "-Dversions.outputLineWidth=300", "-Dmaven.version.ignore=" + PRE_RELEASES);
        Map<String, String> newer = Files.readString(answer).lines().map(ANSWER::matcher).filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (one, same) -> one));
        if (newer.remove(KNOWN_TO_BE_OLD) == null) {
            throw new IOException("The registry of Maven was not reached: " + said);
        }
        return newer;
    }

    private static String dependency(String name, String version) {
        String[] parts = name.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>" + version + "</version></dependency>";
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
        return said;
    }
}
