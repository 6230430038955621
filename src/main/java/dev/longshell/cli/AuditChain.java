package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The hash chain of the audit table, checked by what is said here alone: not by the functions of the database, which whoever forges a row could forge too. */
final class AuditChain {
    /** The hash of each row as the migration of the audit makes it, with the row before it at its side; the first that does not fit. */
    private static final String FIRST_BROKEN = """
            select number, number_before, follows, unchanged from (
                select number, coalesce(lag(number) over chain, 0) as number_before,
                    previous_hash = coalesce(lag(hash) over chain, decode(repeat('00', 32), 'hex')) as follows,
                    hash = sha256(convert_to(json_build_array(number, encode(previous_hash, 'hex'), id,
                        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), who, address, action, about, outcome, detail, node)::text, 'UTF8')) as unchanged
                from audit window chain as (order by number)) as links
            where number <> number_before + 1 or not follows or not unchanged order by number limit 1""";

    private final Connection connection;

    AuditChain(Connection connection) {
        this.connection = connection;
    }

    /** @throws FaultException AUDIT_BROKEN with the first link that is */
    void refuseBrokenLink() throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet broken = statement.executeQuery(FIRST_BROKEN)) {
            if (broken.next()) {
                throw new FaultException(Fault.AUDIT_BROKEN, "The audit's chain is broken: "
                        + reason(broken.getLong("number"), broken.getLong("number_before"), broken.getBoolean("unchanged")));
            }
        }
    }

    private static String reason(long number, long before, boolean unchanged) {
        if (number != before + 1) {
            return "row " + number + " follows row " + before + "; " + (number - before - 1) + " in between missing.";
        }
        return unchanged ? "row " + number + " does not hold the hash of row " + before + ", so that one is not what it was." : "row " + number + " was changed.";
    }

    /**
     * Rows taken off the end break no link, but a gateway has written down outside of the database what it ended with.
     *
     * @param head number and hash of a row that must be there
     * @throws FaultException AUDIT_BROKEN
     */
    void refuseWithout(String head) throws SQLException {
        String[] parts = head.split(" ");
        try (PreparedStatement statement = connection.prepareStatement("select 1 from audit where number = ? and hash = decode(?, 'hex')")) {
            statement.setLong(1, Long.parseLong(parts[0]));
            statement.setString(2, parts[1]);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new FaultException(Fault.AUDIT_BROKEN, "The audit's chain is broken: row " + parts[0] + ", which it had, is missing at its end or is not what it was.");
                }
            }
        }
    }

    String description() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from audit")) {
            row.next();
            return "The audit's chain is whole: " + row.getLong(1) + " rows, the last of " + row.getString(2) + ".";
        }
    }
}
