package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's own programs, unpacked from longshell.jar (the binaries that the Zonky project builds), and how to call them; knows nothing of data.
 *
 * @param directory the unpacked tree, with {@code bin} in it
 */
record PostgresPrograms(Path directory) {
    /** Fixed by the pom; the major version decides whether old data can be opened. */
    static final String VERSION = "17.11.0";
    static final String MAJOR_VERSION = "17";

    static PostgresPrograms unpackedIn(Workshop workshop) {
        return new PostgresPrograms(workshop.unpacked("postgres-" + VERSION, PostgresPrograms::unpack));
    }

    /** A call of one of the programs. PostgreSQL refuses to run as root; in a user namespace of its own (user_namespaces(7)) it is nobody, while files and process stay root's. */
    List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user", "--"));
        }
        command.add(directory.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void unpack(Path folder) {
        String archive = "/postgres-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
        try (InputStream resource = PostgresPrograms.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new FaultException(Fault.NOT_INSTALLED, "There is no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + ": set DATABASE_URL to a PostgreSQL of yours.");
            }
            unpack(new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource))), folder);
        } catch (IOException e) {
            throw Home.fault(e, "PostgreSQL's programs cannot be unpacked to " + folder);
        }
    }

    private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (entry.isDirectory()) {
                PrivateFiles.directory(target);
                continue;
            }
            PrivateFiles.directory(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                continue;
            }
            Files.copy(archive, target);
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwx------" : "rw-------"));
        }
    }
}
