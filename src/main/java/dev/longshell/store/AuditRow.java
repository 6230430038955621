package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the audit as it was written; read only, also by the database's own rules. */
@Entity
@Table(name = "audit")
public class AuditRow {
    @Id
    private long number;
    private Instant at;
    private String who;
    private String address;
    private String action;
    private String about;
    private String outcome;
    private String detail;
    private String node;
    @Column(name = "hash")
    private byte[] hash;

    protected AuditRow() {
        // for JPA
    }

    /** From 1, without a gap. */
    public long number() {
        return number;
    }

    public Instant at() {
        return at;
    }

    /** @see AuditEntry#who */
    public String who() {
        return who;
    }

    /** @see AuditEntry#address */
    public String address() {
        return address;
    }

    public String action() {
        return action;
    }

    /** @see AuditEntry#about */
    public String about() {
        return about;
    }

    public String outcome() {
        return outcome;
    }

    public String detail() {
        return detail;
    }

    public String node() {
        return node;
    }

    /** SHA-256 over this row's fields and the hash of the row before it. */
    public byte[] hash() {
        return hash.clone();
    }
}
