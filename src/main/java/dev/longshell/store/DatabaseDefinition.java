package dev.longshell.store;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The container's pool over {@link Database}.
 *
 * <p>Without the three validation properties the pool hands out dead connections for ever after PostgreSQL restarts. A connection that was good within the last
 * second is not asked again: a request takes several, and each question is a round trip.
 */
@DataSourceDefinition(
        name = DatabaseDefinition.NAME,
        className = "dev.longshell.store.Database",
        minPoolSize = 1,
        initialPoolSize = 1,
        maxPoolSize = 20,
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
            "fish.payara.validate-atmost-once-period-in-seconds=1",
            "fish.payara.max-wait-time-in-millis=3000"
        })
@ApplicationScoped
public class DatabaseDefinition {
    static final String NAME = "java:app/jdbc/longshell";
}
