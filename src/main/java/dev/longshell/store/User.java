package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
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
    /** Counted by {@link AccessVersions} alone. */
    @Column(name = "access_version", insertable = false, updatable = false)
    private long accessVersion;
    @OneToMany(mappedBy = "user")
    private List<Membership> memberships;

    protected User() {
        // for JPA
    }

    /** A user of now, enabled, member of nothing. */
    public User(String username, String passwordHash, boolean admin) {
        this.id = UUID.randomUUID();
        this.username = username;
        this.passwordHash = passwordHash;
        this.admin = admin;
        this.createdAt = Instant.now();
        this.memberships = List.of();
    }

    public UUID id() {
        return id;
    }

    public String username() {
        return username;
    }

    /** As Jakarta Security's Pbkdf2PasswordHash writes it: algorithm, rounds, salt and hash; null for somebody who has none and cannot log in by password. */
    public String passwordHash() {
        return passwordHash;
    }

    public void passwordHash(String newHash) {
        passwordHash = newHash;
    }

    public boolean admin() {
        return admin;
    }

    public void admin(boolean isAdmin) {
        admin = isAdmin;
    }

    public boolean disabled() {
        return disabled;
    }

    public void disabled(boolean isDisabled) {
        disabled = isDisabled;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public long accessVersion() {
        return accessVersion;
    }

    /** Only of a user that was found with them, see {@link CredentialRepository#find}. */
    public List<Membership> memberships() {
        return memberships;
    }
}
