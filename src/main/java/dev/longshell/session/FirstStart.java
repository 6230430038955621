package dev.longshell.session;

import dev.longshell.access.FirstUser;
import dev.longshell.fault.FaultException;
import dev.longshell.link.KeeperArrived;
import dev.longshell.link.KeeperEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes what must be there when the gateway starts, and lets rows and keeper be compared as soon as there is one; a keeper that is slow to come holds nothing up. */
@ApplicationScoped
public class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class.getName());

    @Inject
    private FirstUser user;
    @Inject
    private FirstProject project;
    @Inject
    private Reconciliation reconciliation;

    void start(@Observes Startup startup) {
        user.present();
        project.present();
    }

    /** At the start, and whenever a keeper is there anew: what a former one had is lost now. */
    void reconcile(@Observes KeeperArrived keeper) {
        reconcile();
    }

    /** One that was killed took its sessions with it. */
    void reconcile(@Observes KeeperEnded keeper) {
        reconcile();
    }

    private void reconcile() {
        try {
            reconciliation.run();
        } catch (FaultException e) {
            LOG.log(Level.WARNING, "Rows and keeper could not be compared: " + e.getMessage(), e);
        }
    }
}
