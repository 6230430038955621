package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Payara Micro unpacked once, so that a start neither unpacks 100 MB nor parses every class again; knows nothing of the WAR or of settings.
 *
 * <p>Payara's own {@code launch-micro.jar} keeps its configuration beside its jars, and with it the application and the ports of the last start. Here
 * the jars stay as they are and each start gets a fresh root directory ({@link #makeRoot}).
 *
 * <p>Class data sharing (JEP 350): the first gateway writes its archive when it is ready. Measured on 2 idle cores with an almost empty WAR, JDK 17,
 * C1 alone, to the first 200: plain jar 5.5 s (6.8 CPU s), unpacked 4.7 s (6.0), with archive 3.3 to 3.7 s (4.2 to 4.8).
 *
 * @param directory the unpacked tree
 */
record PayaraRuntime(Path directory) {
    private static final String MAIN_CLASS = "fish.payara.micro.impl.PayaraMicroImpl";
    private static final String LAUNCHER = "launch-micro.jar";
    /** A thousand lines about classes that cannot be shared. */
    private static final String QUIET = "-Xlog:cds*=off";

    /** @throws FaultException NOT_INSTALLED where there is no Payara Micro */
    static PayaraRuntime unpackedIn(Workshop workshop, Path payaraMicro) {
        try {
            String name = "payara-" + Files.size(payaraMicro) + "-" + Files.getLastModifiedTime(payaraMicro).toMillis();
            return new PayaraRuntime(workshop.unpacked(name, folder -> unpack(payaraMicro, folder)));
        } catch (IOException e) {
            throw new FaultException(Fault.NOT_INSTALLED, "Payara Micro is not at " + payaraMicro + ": build with ./mvnw -DskipTests package, or name it with --payara-micro.", e);
        }
    }

    private static void unpack(Path payaraMicro, Path folder) {
        Ran ran = Ran.of(Umask.closed(List.of(java(), "-XX:TieredStopAtLevel=1", "-jar", payaraMicro.toString(), "--rootdir", folder.toString(),
                "--outputlauncher")), "");
        if (ran.exitCode() != 0 || !Files.exists(folder.resolve(LAUNCHER))) {
            throw new FaultException(Fault.START_FAILED, payaraMicro + " cannot be unpacked to " + folder + ": " + ran.output().strip());
        }
    }

    /** The JVM that runs this program runs its children. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The part of a command line that names the JVM's class path and the class to run; flags go between {@link #java()} and this. */
    List<String> classPathAndMain() {
        Path launcher = directory.resolve(LAUNCHER);
        List<String> arguments = new ArrayList<>(opens(launcher));
        arguments.addAll(List.of("-Dfish.payara.micro.BootJar=" + launcher.toUri(), "-Dfish.payara.micro.UnpackDir=" + directory, "-cp", launcher.toString(), MAIN_CLASS));
        return arguments;
    }

    /** What {@code java -jar} would take from the manifest. */
    private static List<String> opens(Path launcher) {
        try (JarFile jar = new JarFile(launcher.toFile())) {
            Manifest manifest = jar.getManifest();
            List<String> options = new ArrayList<>();
            addModules(options, "--add-opens", manifest.getMainAttributes().getValue("Add-Opens"));
            addModules(options, "--add-exports", manifest.getMainAttributes().getValue("Add-Exports"));
            return options;
        } catch (IOException e) {
            throw Home.fault(e, launcher + " cannot be read");
        }
    }

    private static void addModules(List<String> options, String option, String packages) {
        for (String name : packages == null ? new String[0] : packages.strip().split("\\s+")) {
            options.add(option);
            options.add(name + "=ALL-UNNAMED");
        }
    }

    /** Empties that folder and makes it a root directory for one start; without lib, where the JDBC resource adapter lies, there is no connection pool. */
    void makeRoot(Path root) {
        try {
            Workshop.delete(root);
            Home.privateFolder(root);
            for (String part : List.of("config", "docroot", "lib")) {
                copy(directory.resolve(part), root.resolve(part));
            }
        } catch (IOException e) {
            throw Home.fault(e, root + " cannot be filled");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path));
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
                PrivateFiles.tighten(copy);
            }
        }
    }

    /** Flags that use the archive of classes, or let it be written when there is none yet. */
    List<String> sharingFlags() {
        return Files.exists(archive()) ? List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", QUIET)
                : List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+RecordDynamicDumpInfo", QUIET);
    }

    boolean hasArchive() {
        return Files.exists(archive());
    }

    /** Has a running gateway write the archive, which stops it for some seconds; without jcmd (a JRE) there is none, and starts stay slower. */
    void writeArchive(long process) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Path draft = archive().resolveSibling(archive().getFileName() + ".draft-" + process);
        if (!Files.isExecutable(jcmd)) {
            return;
        }
        try {
            Ran.of(List.of(jcmd.toString(), Long.toString(process), "VM.cds", "dynamic_dump", draft.toString()), "");
            if (Files.exists(draft)) {
                Files.move(draft, archive(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw Home.fault(e, "The archive of classes " + archive() + " cannot be written");
        }
    }

    /** Valid for exactly one JVM: another would ignore it. */
    private Path archive() {
        return directory.resolve("classes-" + System.getProperty("java.vm.version").replaceAll("[^0-9A-Za-z.+-]", "_") + ".jsa");
    }
}
