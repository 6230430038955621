package dev.longshell.session;

import dev.longshell.access.FirstUser;
import dev.longshell.fault.FaultException;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes what must be there when the gateway starts, and then lets rows and keeper be compared; a keeper that is slow to come holds nothing up. */
@ApplicationScoped
public class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class.getName());

    @Inject
    private FirstUser user;
    @Inject
    private FirstProject project;
    @Inject
    private Reconciliation reconciliation;
    @Resource
    private ManagedExecutorService executor;

    void start(@Observes Startup startup) {
        user.present();
        project.present();
        executor.execute(this::reconcile);
    }

    private void reconcile() {
        try {
            reconciliation.run();
        } catch (FaultException e) {
            LOG.log(Level.WARNING, "Rows and keeper could not be compared at the start: " + e.getMessage(), e);
        }
    }
}
