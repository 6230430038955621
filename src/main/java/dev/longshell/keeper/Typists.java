package dev.longshell.keeper;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The {@link Typist} of each viewer id of a session, the newest {@link #LIMIT}; knows nothing of connections. Not thread-safe. */
final class Typists {
    /** A page keeps one id for its life; so many pages may be away and come back before one's resent keys would be refused as a gap. */
    static final int LIMIT = 256;

    private final Map<String, Typist> byViewer = new LinkedHashMap<>(16, 0.75f, true);

    /** The typist of that viewer, remembered or new. @param attached viewers that are here and are not forgotten */
    Typist of(String viewer, Set<String> attached) {
        Typist typist = byViewer.computeIfAbsent(viewer, id -> new Typist());
        if (byViewer.size() > LIMIT) {
            forgetOldest(viewer, attached);
        }
        return typist;
    }

    private void forgetOldest(String newest, Set<String> attached) {
        for (Iterator<String> ids = byViewer.keySet().iterator(); ids.hasNext(); ) {
            String id = ids.next();
            if (!id.equals(newest) && !attached.contains(id)) {
                ids.remove();
                return;
            }
        }
    }
}
