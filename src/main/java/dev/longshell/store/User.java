package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody who may log in; knows nothing of how a password is hashed. */
@Entity
@Table(name = "users")
public class User {
    @Id
    private UUID id;
    private String username;
    @Column(name = "password_hash")
    private String passwordHash;
    private boolean admin;
    private boolean disabled;
    @Column(name = "created_at")
    private Instant createdAt;

    protected User() {
        // for JPA
    }

    /** A user of now, enabled. */
    public User(String username, String passwordHash, boolean admin) {
        this.id = UUID.randomUUID();
        this.username = username;
        this.passwordHash = passwordHash;
        this.admin = admin;
        this.createdAt = Instant.now();
    }

    public UUID id() {
        return id;
    }

    public String username() {
        return username;
    }

    /** As Jakarta Security's Pbkdf2PasswordHash writes it: algorithm, rounds, salt and hash. */
    public String passwordHash() {
        return passwordHash;
    }

    public boolean admin() {
        return admin;
    }

    public boolean disabled() {
        return disabled;
    }

    public void disable() {
        disabled = true;
    }
}
