package dev.longshell.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** One class of these tests that runs inside another JVM (java.lang.instrument); knows nothing of what it does there. */
final class Agent {
    private final Path jar;

    private Agent(Path jar) {
        this.jar = jar;
    }

    /** @param type has {@code agentmain(String)} and needs no other class of ours @param directory for its jar */
    static Agent of(Class<?> type, Path directory) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", type.getName());
        Path jar = directory.resolve(type.getSimpleName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest); InputStream bytes = type.getClassLoader().getResourceAsStream(file)) {
            entries.putNextEntry(new JarEntry(file));
            bytes.transferTo(entries);
        }
        return new Agent(jar);
    }

    /** Returns when it is done. @throws AgentInitializationException for what it threw @throws IOException when the JVM has ended meanwhile */
    void run(ProcessHandle process, String argument) throws IOException, AttachNotSupportedException, AgentLoadException, AgentInitializationException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
        try {
            machine.loadAgent(jar.toString(), argument);
        } finally {
            machine.detach();
        }
    }
}
