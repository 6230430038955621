/**
 * What survives a power cut: users, projects, memberships and session records in PostgreSQL.
 *
 * <p>In: entities and the questions of {@code access} and {@code session}. Out: entities, or a fault that says whether waiting helps. Only this
 * room says EntityManager and SQL; the schema is made by Flyway (db/migration), never by JPA. Rights, limits that people see and what a running
 * process is doing belong to {@code session}; this room only makes sure that two gateways cannot pass a limit together.
 */
package dev.longshell.store;
