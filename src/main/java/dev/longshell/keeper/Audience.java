package dev.longshell.keeper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The viewers of one session, all at once; knows nothing of what they are sent. Under its session's lock only. */
final class Audience {
    private final List<Viewer> viewers = new ArrayList<>();
    private boolean noted;

    int size() {
        return viewers.size();
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
    }

    /** @return false for one that is not here */
    boolean remove(Viewer viewer) {
        return viewers.remove(viewer);
    }

    /** The viewer of that id, or null. */
    Viewer find(String id) {
        return viewers.stream().filter(viewer -> viewer.id().equals(id)).findFirst().orElse(null);
    }

    Set<String> ids() {
        return viewers.stream().map(Viewer::id).collect(Collectors.toSet());
    }

    boolean hasLossless() {
        return viewers.stream().anyMatch(Viewer::isLossless);
    }

    /** In the order they came. */
    List<Viewer> all() {
        return viewers;
    }

    /** True when one of them needs the PTY to wait. */
    boolean holdsBack() {
        return viewers.stream().anyMatch(Viewer::holdsBack);
    }

    /** Keeps an event for each; it leaves with the next {@link #pump}. */
    void note(String type, String json) {
        viewers.forEach(viewer -> viewer.note(type, json));
        noted = true;
    }

    void each(Consumer<Viewer> action) {
        viewers.forEach(action);
    }

    /** Sends each what may be sent now. */
    void pump() {
        noted = false;
        for (int i = 0; i < viewers.size(); i++) {
            viewers.get(i).pump();
        }
    }

    /** As {@link #pump} when there is an event to tell. */
    void pumpWhenNoted() {
        if (noted) {
            pump();
        }
    }
}
