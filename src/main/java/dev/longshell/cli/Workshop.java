package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.Ownership;
import dev.longshell.os.PrivateFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where programs are unpacked that any start may share: beside longshell.jar when that folder is ours and nobody else can change it, else in LONGSHELL_HOME.
 * What lies here can be deleted at any time that nothing runs: it is made again. Knows nothing of the programs.
 *
 * @param directory holds one folder for each unpacked program
 */
record Workshop(Path directory) {

    static Workshop of(Home home) {
        Path beside = jar().getParent();
        return new Workshop(isOurs(beside) ? Home.privateFolder(beside.resolve("longshell-runtime")) : home.folder("runtime"));
    }

    /** The file that this program runs from; in a test that runs from classes, their folder. */
    static Path jar() {
        try {
            return Path.of(Workshop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new FaultException(Fault.INTERNAL, "The folder of longshell.jar has no path: " + e.getInput(), e);
        }
    }

    private static boolean isOurs(Path folder) {
        try {
            return Files.isWritable(folder) && Files.getOwner(folder).getName().equals(System.getProperty("user.name")) && Ownership.doubt(folder).isEmpty();
        } catch (IOException e) {
            return false; // then LONGSHELL_HOME
        }
    }

    /**
     * The folder of that name, filled once for all processes that ask at the same time.
     *
     * @param fill writes into the empty folder that it is given; what it leaves behind when it throws is thrown away
     */
    Path unpacked(String name, Consumer<Path> fill) {
        Path folder = directory.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        FileLock lock = Home.lock(directory.resolve(name + ".lock"), false);
        try {
            if (!Files.isDirectory(folder)) {
                Path draft = directory.resolve(name + ".draft");
                delete(draft);
                PrivateFiles.directory(draft);
                fill.accept(draft);
                Files.move(draft, folder);
            }
            return folder;
        } catch (IOException e) {
            throw Home.fault(e, folder + " cannot be filled");
        } finally {
            Home.release(lock);
        }
    }

    /** Deletes a folder and all in it, following no link; nothing happens where there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
