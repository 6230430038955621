package dev.longshell.session;

import dev.longshell.fault.FaultException;
import dev.longshell.wire.SessionReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports that could not be written down while the database was away, the newest of each session, in the order they came; bounded. Knows nothing of rows.
 *
 * <p>They wait in memory and not in a file: the keeper remembers an ended session for an hour, and a gateway that starts asks it for all of them.
 */
final class WaitingReports {
    private final int most;
    private final Map<String, SessionReport> reports = new LinkedHashMap<>();

    /** @param most sessions */
    WaitingReports(int most) {
        this.most = most;
    }

    /** @return false when there is no room for another session */
    synchronized boolean add(SessionReport report) {
        if (reports.size() >= most && !reports.containsKey(report.id())) {
            return false;
        }
        reports.put(report.id(), report);
        return true;
    }

    /** Hands over each once, the oldest first; one whose writing fails stays first, and the others wait behind it. @throws FaultException what the writing threw */
    void replay(Consumer<SessionReport> write) {
        for (SessionReport report = first(); report != null; report = first()) {
            write.accept(report);
            written(report);
        }
    }

    private synchronized SessionReport first() {
        return reports.isEmpty() ? null : reports.values().iterator().next();
    }

    /** Unless a newer one came meanwhile. */
    private synchronized void written(SessionReport report) {
        reports.remove(report.id(), report);
    }

    synchronized int size() {
        return reports.size();
    }
}
