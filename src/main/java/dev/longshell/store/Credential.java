package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What lets a user in without a password, until it expires or is taken away: a login, or a personal token; knows nothing of how it is carried. */
@Entity
@Table(name = "credentials")
public class Credential {
    public static final String LOGIN = "login";
    public static final String TOKEN = "token";

    @Id
    private UUID id;
    @ManyToOne
    @JoinColumn(name = "user_id")
    private User user;
    private String kind;
    private String name;
    private String address;
    private String hash;
    private TokenScope scope;
    @Column(name = "by_provider")
    private boolean byProvider;
    @Column(name = "created_at")
    private Instant createdAt;
    @Column(name = "expires_at")
    private Instant expiresAt;
    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    protected Credential() {
        // for JPA
    }

    private Credential(User user, String kind, String name, String address, String hash, Instant createdAt, Instant expiresAt) {
        this.id = UUID.randomUUID();
        this.user = user;
        this.kind = kind;
        this.name = name;
        this.address = address;
        this.hash = hash;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    /** @param name what the browser or program calls itself @param address where it came from @param byProvider whether an OpenID Connect provider said who it is */
    public static Credential login(User user, String name, String address, Instant createdAt, Instant expiresAt, boolean byProvider) {
        Credential login = new Credential(user, LOGIN, name, address, null, createdAt, expiresAt);
        login.byProvider = byProvider;
        return login;
    }

    /**
     * @param name given by its owner @param scope what it may do at most @param hash of the token, which itself is
     * kept nowhere
     */
    public static Credential token(User user, String name, TokenScope scope, String address, String hash,
            Instant createdAt, Instant expiresAt) {
        Credential token = new Credential(user, TOKEN, name, address, hash, createdAt, expiresAt);
        token.scope = scope;
        return token;
    }

    public UUID id() {
        return id;
    }

    public User user() {
        return user;
    }

    public boolean isLogin() {
        return kind.equals(LOGIN);
    }

    /**
     * Null for a login, which has all that its user may. A token that a gateway of an older build made has none
     * written down, and the least.
     */
    public TokenScope scope() {
        return isLogin() || scope != null ? scope : TokenScope.READ;
    }

    public String name() {
        return name;
    }

    /** Where it was made from. */
    public String address() {
        return address;
    }

    public boolean byProvider() {
        return byProvider;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    public void expiresAt(Instant later) {
        expiresAt = later;
    }

    /** To the minute; null while it was never used. */
    public Instant lastUsedAt() {
        return lastUsedAt;
    }
}
