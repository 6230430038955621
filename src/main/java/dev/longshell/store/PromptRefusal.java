package dev.longshell.store;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;

/**
 * Makes EclipseLink fail at once where the database does not answer; named in META-INF/persistence.xml, as no property of a persistence unit says this.
 *
 * <p>By itself it tries a query that met a dead connection three times, and sleeps 5 s in between: every answer of 503 took 10 s, and held a request's thread.
 * A second try has no use here: the pool validates each connection before it hands it out.
 */
public class PromptRefusal implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        DatabaseLogin login = session.getLogin();
        login.setQueryRetryAttemptCount(0);
    }
}
