package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An account at an OpenID Connect provider that lets a user in here; knows nothing of how it was proved. */
@Entity
@Table(name = "identities")
public class Identity {
    @Id
    private UUID id;
    @ManyToOne
    @JoinColumn(name = "user_id")
    private User user;
    private String issuer;
    private String subject;
    @Column(name = "created_at")
    private Instant createdAt;

    protected Identity() {
        // for JPA
    }

    /** @param subject the provider's own name of the account, which it gives to no other */
    Identity(User user, String issuer, String subject) {
        this.id = UUID.randomUUID();
        this.user = user;
        this.issuer = issuer;
        this.subject = subject;
        this.createdAt = Instant.now();
    }

    public UUID id() {
        return id;
    }

    public User user() {
        return user;
    }

    public String issuer() {
        return issuer;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
