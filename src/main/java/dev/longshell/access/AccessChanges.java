package dev.longshell.access;

import dev.longshell.store.AccessNews;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Tells the doors of this gateway whose access changed: what was changed here before the answer to whoever changed it, what was changed on another gateway as
 * soon as the database says so. Knows nothing of what the doors do about it.
 */
@ApplicationScoped
public class AccessChanges {
    @Inject
    private Event<AccessChanged> event;
    private AccessNews news;

    void start(@Observes Startup startup) {
        news = AccessNews.listen(this::announce);
    }

    @PreDestroy
    void stop() {
        if (news != null) {
            news.close();
        }
    }

    /** After the commit, never within. */
    public void announce(UUID user) {
        event.fire(new AccessChanged(user));
    }
}
