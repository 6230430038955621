package dev.longshell.access;

import dev.longshell.store.CredentialRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;

/** Ends every login, on every gateway of the database, when this one starts with another key than the last that started; knows nothing of what the key signs. */
@ApplicationScoped
public class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class.getName());

    @Inject
    private Tokens tokens;
    @Inject
    private CredentialRepository credentials;
    @Inject
    private AccessChanges changes;

    void start(@Observes Startup startup) {
        List<UUID> users = credentials.signedBy(tokens.keyFingerprint());
        users.forEach(changes::announce);
        if (!users.isEmpty()) {
            LOG.info(() -> "JWT_SECRET is another than before: the logins of " + users.size() + " users have ended");
        }
    }
}
