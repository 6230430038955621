package dev.longshell.keeper;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.os.PrivateFiles;
import dev.longshell.text.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The keeper's log: one file and the one before it, of {@link #LIMIT_BYTES} each at most, so that years of running fill no disk. */
final class KeeperLog extends Handler {
    static final long LIMIT_BYTES = 1 << 20;
    private static final String FORMAT = "%1$tFT%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n";

    private final Path file;
    private final long limitBytes;
    private long bytes;

    /** @throws FaultException STORAGE_FULL when nothing can be written there */
    KeeperLog(Path file, long limitBytes) {
        this.file = file;
        this.limitBytes = limitBytes;
        setFormatter(new SimpleFormatter());
        try {
            PrivateFiles.open(file).close();
            bytes = Files.size(file);
        } catch (IOException e) {
            throw new FaultException(Fault.STORAGE_FULL, "The log " + file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    /** Makes it the only place where this process logs. */
    static void install(Path file) {
        System.setProperty("java.util.logging.SimpleFormatter.format", FORMAT);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new KeeperLog(file, LIMIT_BYTES));
        root.setLevel(Level.INFO);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        byte[] line = getFormatter().format(entry).getBytes(StandardCharsets.UTF_8);
        try {
            if (bytes + line.length > limitBytes) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                bytes = 0;
            }
            PrivateFiles.append(file, line);
            bytes += line.length;
        } catch (IOException e) {
            reportError("The log " + file + " cannot be written", e, ErrorManager.WRITE_FAILURE);
        }
    }

    @Override
    public void flush() {
        // every line is written at once
    }

    @Override
    public void close() {
        // no descriptor is kept
    }
}
