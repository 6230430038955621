package dev.longshell.link;

import dev.longshell.wire.SessionReport;
import java.util.List;

/**
 * A CDI event: the control line stands, for the first time or again. What is running according to the database and is not in here is lost.
 *
 * @param build    the keeper's build
 * @param pid      its process; another one than before means that the former's sessions are gone
 * @param sessions every session that it knows, live and ended
 */
public record KeeperArrived(String build, long pid, List<SessionReport> sessions) {
    public KeeperArrived {
        sessions = List.copyOf(sessions);
    }
}
