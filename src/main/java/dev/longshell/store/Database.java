package dev.longshell.store;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.DatabaseUrl;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.text.Reason;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the database of DATABASE_URL, whose schema it brings up to date before it hands out the first; pools nothing, the container does.
 *
 * <p>The container makes one of these for its pool (see {@link DatabaseDefinition}) and JPA asks the pool while the WAR is deployed, so the migration precedes
 * JPA, and a failure fails the deployment. There is no embedded database in the WAR: the command line runs that one and hands its URL over.
 */
public class Database implements DataSource {
    /** Seconds until a new connection has logged in; a host that swallows packets must not hold a request longer than people wait. */
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    /**
     * Seconds that one answer may take, unless CIRCUIT_BREAKER_TIMEOUT is less: no statement here takes a tenth of it. URL parameters override it. Who waits when a database falls silent
     * waits until that is known: {@link #isSilent}.
     */
    private static final int SOCKET_TIMEOUT_SECONDS = 5;

    /** PostgreSQL appendix A: connection does not exist. */
    private static final String UNREACHABLE = "08003";
    private static final Logger LOG = Logger.getLogger(Database.class.getName());
    /** Made by afterMigrate.sql: may do everything with rows, but neither change the schema nor what the audit says. */
    private static final String ROLE = "longshell_application";
    /** Handed out and not yet collected: the pool's, and those that it has thrown away. */
    private static final Set<Connection> HANDED_OUT = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private static DataSource migrated;
    private static boolean restricted;
    private static volatile boolean silent;

    /** One migration for all pools and threads; a failed one is tried again by the next who asks. */
    private static synchronized DataSource migrated() {
        if (migrated == null) {
            DatabaseUrl url = url();
            migrate(url);
            migrated = source(url, socketTimeoutSeconds(settings().number(Setting.CIRCUIT_BREAKER_TIMEOUT)));
            restricted = mayTakeRole(migrated);
        }
        return migrated;
    }

    /** In whole seconds, as the driver counts, and never 0, which would be for ever. */
    static int socketTimeoutSeconds(long breakerTimeoutMillis) {
        return (int) Math.min(SOCKET_TIMEOUT_SECONDS, (breakerTimeoutMillis + 999) / 1_000);
    }

    private static DatabaseUrl url() {
        return DatabaseUrl.parse(settings().text(Setting.DATABASE_URL).orElseThrow(Database::unset).strip());
    }

    /**
     * All settings, for JPA connects before CDI exists: one that cannot be is told as such, not as what its neighbour makes of it.
     * By our own class loader, as the pool's threads may have no context class loader.
     *
     * @throws FaultException SETTING_REFUSED
     */
    private static Settings settings() {
        Config config = ConfigProvider.getConfig(Database.class.getClassLoader());
        return Settings.read(name -> {
            ConfigValue value = config.getConfigValue(name);
            return value == null || value.getValue() == null ? null : new Settings.Value(value.getValue(), value.getSourceName());
        });
    }

    private static FaultException unset() {
        return new FaultException(Fault.SETTING_REFUSED, "DATABASE_URL is not set: the WAR by itself has no database. "
                + "Set it to postgresql://user:password@host:port/db, or start with bin/longshell up, which brings one.");
    }

    /** @throws FaultException DATABASE_UNAVAILABLE, which names the database and PostgreSQL's own reason */
    private static void migrate(DatabaseUrl url) {
        try {
            var result = Flyway.configure(Database.class.getClassLoader()).dataSource(source(url, 0)).load().migrate();
            LOG.info(() -> result.migrationsExecuted + " migrations executed; " + url);
        } catch (FlywayException e) {
            Throwable reason = e;
            while (reason.getCause() != null && !(reason instanceof SQLException)) {
                reason = reason.getCause();
            }
            String words = Reason.of(reason).lines().findFirst().orElse("");
            throw new FaultException(Fault.DATABASE_UNAVAILABLE, "The database of DATABASE_URL, " + url + ", cannot be used: " + words, e);
        }
    }

    /** @param socketTimeoutSeconds 0 for none: a migration may take its time */
    private static PGSimpleDataSource source(DatabaseUrl url, int socketTimeoutSeconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(CONNECT_TIMEOUT_SECONDS); // a silent server is asked for TLS first, and then without, each as long as an answer may take
        source.setSocketTimeout(socketTimeoutSeconds);
        source.setTcpKeepAlive(true);
        source.setApplicationName("longshell");
        source.setUrl(url.jdbcUrl());
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    /** A connection beside the pool that waits for an answer as long as it takes. */
    static Connection patientConnection() throws SQLException {
        migrated();
        return source(url(), 0).getConnection();
    }

    /** A connection outside of the pool on which nothing takes longer than that; the schema is left as it is. */
    static Connection connect(int timeoutSeconds) throws SQLException {
        PGSimpleDataSource source = source(url(), timeoutSeconds);
        source.setConnectTimeout(timeoutSeconds);
        source.setLoginTimeout(timeoutSeconds);
        return source.getConnection();
    }

    /** A user who may not take the role works as itself; the database then denies changes of the audit by a trigger, as it does to everybody. */
    private static boolean mayTakeRole(DataSource source) {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("set role " + ROLE);
            return true;
        } catch (SQLException e) {
            LOG.info(() -> "The database's user may not take the role " + ROLE + " and works as itself: " + Reason.of(e));
            return false;
        }
    }

    /**
     * Nothing is heard of the database: a connection is not to be had until it {@link #answers}. Told so a second time, whoever waits for it waits no longer: a moment's silence
     * must not cost what is being written, and a long one would hold a request for {@link #SOCKET_TIMEOUT_SECONDS} at each connection that the pool offers it in the place of a dead one.
     */
    static void isSilent() {
        if (!silent) {
            silent = true;
            return;
        }
        for (Connection connection : HANDED_OUT.toArray(new Connection[0])) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "a dead connection was not given up", e);
            }
        }
    }

    static void answers() {
        silent = false;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (silent) {
            throw new SQLException("nothing is heard of the database", UNREACHABLE);
        }
        Connection connection = migrated().getConnection();
        HANDED_OUT.add(connection);
        if (!restricted) {
            return connection;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("set role " + ROLE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return migrated().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        migrated().setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the container's default must not undo CONNECT_TIMEOUT_SECONDS
    }

    @Override
    public int getLoginTimeout() {
        return CONNECT_TIMEOUT_SECONDS;
    }

    @Override
    public Logger getParentLogger() {
        return LOG;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return migrated().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return migrated().isWrapperFor(type);
    }
}
