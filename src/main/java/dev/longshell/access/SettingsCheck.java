package dev.longshell.access;

import dev.longshell.fault.FaultException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;

/** Fails the deployment for a setting whose value cannot be, so that nothing starts half-configured; knows nothing of which settings there are. */
public class SettingsCheck implements Extension {

    void refuseImpossibleValues(@Observes AfterDeploymentValidation event) {
        try {
            SettingsProducer.read();
        } catch (FaultException e) {
            event.addDeploymentProblem(new DeploymentException(e.getMessage(), e));
        }
    }
}
