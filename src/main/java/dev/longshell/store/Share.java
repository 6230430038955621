package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A link that lets whoever has it at one session, until it expires or is taken away; knows nothing of what its role may do. */
@Entity
@Table(name = "shares")
public class Share {
    public static final String OBSERVER = "observer";
    public static final String OPERATOR = "operator";

    @Id
    private UUID id;
    @ManyToOne
    @JoinColumn(name = "session_id")
    private SessionRecord session;
    @ManyToOne
    @JoinColumn(name = "maker_id")
    private User maker;
    private String name;
    private String role;
    private String hash;
    @Column(name = "created_at")
    private Instant createdAt;
    @Column(name = "expires_at")
    private Instant expiresAt;
    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected Share() {
        // for JPA
    }

    /** @param name for people: whom it is for, or null @param hash of the link's secret, which itself is kept nowhere */
    public Share(SessionRecord session, User maker, String name, String role, String hash, Instant createdAt, Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.session = session;
        this.maker = maker;
        this.name = name;
        this.role = role;
        this.hash = hash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    public UUID id() {
        return id;
    }

    public SessionRecord session() {
        return session;
    }

    public User maker() {
        return maker;
    }

    /** Null for nobody in particular. */
    public String name() {
        return name;
    }

    /** {@link #OBSERVER} or {@link #OPERATOR}. */
    public String role() {
        return role;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** To the minute; null while nobody came by it. */
    public Instant lastUsedAt() {
        return lastUsedAt;
    }
}
