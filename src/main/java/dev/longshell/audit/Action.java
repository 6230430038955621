package dev.longshell.audit;

/** What is recorded; one word for a filter, its first half the kind of thing that it is done to. Add one here before a room records something new. */
public enum Action {
    LOGIN("login"),
    LOGOUT("logout"),
    /** A request or handshake that got no further than a door: a foreign origin, no credentials or bad ones, a path that is not the caller's. */
    REQUEST("request"),
    SESSION_OPEN("session.open"),
    SESSION_ATTACH("session.attach"),
    SESSION_INPUT("session.input"),
    SESSION_SIGNAL("session.signal"),
    SESSION_END("session.end"),
    PROJECT_CREATE("project.create"),
    PROJECT_CHANGE("project.change"),
    PROJECT_DELETE("project.delete"),
    MEMBER_CHANGE("member.change"),
    MEMBER_REMOVE("member.remove"),
    USER_CREATE("user.create"),
    USER_CHANGE("user.change"),
    USER_PASSWORD("user.password"),
    /** Somebody's account at an OpenID Connect provider: with which user here it goes from now on, or no more. */
    IDENTITY_LINK("identity.link"),
    IDENTITY_UNLINK("identity.unlink"),
    TOKEN_CREATE("token.create"),
    TOKEN_REVOKE("token.revoke"),
    SHARE_CREATE("share.create"),
    /** Somebody came by a link; one who came by none that is good is a refused {@link #REQUEST}. */
    SHARE_USE("share.use"),
    SHARE_REVOKE("share.revoke"),
    SETTING_CHANGE("setting.change"),
    BREAKER("breaker"),
    KEEPER("keeper"),
    GATEWAY_START("gateway.start"),
    GATEWAY_STOP("gateway.stop"),
    /** Rows that there was no room for while the database was away. */
    AUDIT_LOST("audit.lost");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** As the database, the API and the page have it. */
    public String word() {
        return word;
    }
}
