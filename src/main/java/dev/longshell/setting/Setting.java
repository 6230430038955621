package dev.longshell.setting;

import static dev.longshell.setting.Allowed.address;
import static dev.longshell.setting.Allowed.addressRanges;
import static dev.longshell.setting.Allowed.anything;
import static dev.longshell.setting.Allowed.decimal;
import static dev.longshell.setting.Allowed.directories;
import static dev.longshell.setting.Allowed.minimumBytes;
import static dev.longshell.setting.Allowed.number;
import static dev.longshell.setting.Allowed.octalMask;
import static dev.longshell.setting.Allowed.oneOf;
import static dev.longshell.setting.Allowed.origins;
import static dev.longshell.setting.Allowed.path;
import static dev.longshell.setting.Allowed.port;
import static dev.longshell.setting.Allowed.url;
import static dev.longshell.setting.Allowed.variables;

/** One line for each name that an operator may set; knows nothing of who reads it. A default of null means: unset, and its consumer has a way without. */
public enum Setting {
    APP_ENV("development", oneOf("development", "staging", "production"), "staging and production refuse weak secrets and plain http cookies; NODE_ENV is an alias"),
    DATABASE_URL(null, url("postgresql", "postgres"), true, "postgresql://user:password@host:port/db?params; unset: an embedded PostgreSQL under LONGSHELL_HOME"),
    REDIS_URL(null, url("redis", "rediss"), true, "shared session directory, presence, throttles, events; unset: a single node"),
    JWT_SECRET(null, minimumBytes(32), true, "HS256 key; unset, in development: generated once and kept in LONGSHELL_HOME; outside development random, not an example's"),
    ANTHROPIC_API_KEY(null, anything(), true, "handed to Claude sessions only"),
    BIND_ADDRESS(null, address(), "address that every listener binds; unset: 127.0.0.1 in development, else 0.0.0.0"),
    PORT("4110", port(), "console and API"),
    WS_TERMINAL_PORT("4001", port(), "extra listener of the terminal channel; 0 turns it off"),
    WS_CLAUDE_PORT("4002", port(), "extra listener of the Claude channel; 0 turns it off"),
    WS_MAX_CONNECTIONS("100", number(1, 100_000), "open sockets per channel and node; the next is refused 4429. A tenth, at least 5, is kept for admins"),
    WS_MAX_CONNECTIONS_PER_USER("50", number(1, 100_000), "of these, open sockets of one user who is no admin; as many come by all the links that one user made"),
    WS_MAX_CONNECTIONS_PER_LINK("20", number(1, 100_000), "of these, open sockets of one share link"),
    WS_HEARTBEAT_INTERVAL("30000", number(1_000, 600_000), "milliseconds between pings"),
    CIRCUIT_BREAKER_THRESHOLD("5", number(1, 1_000), "consecutive failures that open a dependency's breaker"),
    CIRCUIT_BREAKER_TIMEOUT("60000", number(1, 3_600_000), "milliseconds after which a call to a dependency has failed; PostgreSQL and the keeper have 5000 at most"),
    CIRCUIT_BREAKER_RESET_TIMEOUT("30000", number(1, 3_600_000), "milliseconds that a breaker stays open before one trial call"),
    SESSION_BUFFER_SIZE("5000", number(0, 100_000), "lines of scrollback kept per session, by keeper and page alike"),
    SESSION_RETENTION_MINUTES("30", number(0, 525_600), "how long a session with no viewer and no activity is kept; 0: for ever"),
    SESSION_MAX_PER_PROJECT("10", number(1, 10_000), "live sessions of a project"),
    LONGSHELL_HOME(null, path(), "sockets, embedded database, recordings, checkpoints, generated secrets; unset: ~/.longshell"),
    LONGSHELL_ADMIN_PASSWORD(null, minimumBytes(8), true, "password of the first user; unset: generated, printed once (but not to systemd's journal) and kept in LONGSHELL_HOME/admin-password"),
    SHELL_COMMAND(null, path(), "what a terminal session runs, as a login shell; unset: $SHELL, /bin/bash, /bin/sh"),
    CLAUDE_COMMAND("claude", anything(), "what a Claude session runs"),
    PROJECT_ROOTS(null, directories(), "directories that a project may lie in, separated by colons; unset: $HOME"),
    PROJECT_VARIABLES(null, variables(), "environment variables that a project's manager may set besides those that are known to be safe (docs/security.md)"),
    RUN_AS(null, anything(), "OS user that sessions run as, not root; a project may name another; unset: the server's own"),
    RUN_AS_COMMAND("setpriv --reuid={uid} --regid={gid} --init-groups --", anything(), "what runs a command as another user; {user}, {uid} and {gid} are theirs"),
    SESSION_UMASK("022", octalMask(), "umask that a session's processes begin with (umask(2))"),
    ALLOWED_ORIGINS(null, origins(), "origins allowed on WebSocket and API, separated by commas, exact; unset: the console's own"),
    TRUSTED_PROXIES(null, addressRanges(), "addresses or ranges (10.0.0.0/8) whose X-Forwarded-* are believed, separated by commas"),
    TLS_CERT(null, path(), "PEM file of the certificate chain; with TLS_KEY every listener speaks TLS"),
    TLS_KEY(null, path(), "PEM file of the PKCS#8 key of TLS_CERT"),
    OIDC_ISSUER(null, url("https", "http"), "OpenID Connect provider that people may log in with, exactly as its discovery document says; outside development https"),
    OIDC_CLIENT_ID(null, anything(), "what the provider knows this console as"),
    OIDC_CLIENT_SECRET(null, anything(), true, "what the provider gave this console to prove it"),
    ALERT_WEBHOOK_URL(null, url("https", "http"), true, "Slack-compatible webhook for alerts"),
    ALERT_ERROR_RATE("5", decimal(0, 100), "per cent"),
    ALERT_ERROR_RATE_FOR("60", number(0, 86_400), "seconds it must last"),
    ALERT_LATENCY("100", decimal(0, 600_000), "milliseconds"),
    ALERT_LATENCY_FOR("60", number(0, 86_400), "seconds it must last"),
    ALERT_CPU("80", decimal(0, 100), "per cent"),
    ALERT_CPU_FOR("60", number(0, 86_400), "seconds it must last"),
    ALERT_MEMORY("90", decimal(0, 100), "per cent"),
    ALERT_MEMORY_FOR("60", number(0, 86_400), "seconds it must last"),
    ALERT_DISCONNECTIONS("10", decimal(0, 100), "per cent"),
    ALERT_DISCONNECTIONS_FOR("60", number(0, 86_400), "seconds it must last");

    private final String defaultText;
    private final Allowed allowed;
    private final boolean secret;
    private final String meaning;

    Setting(String defaultText, Allowed allowed, String meaning) {
        this(defaultText, allowed, false, meaning);
    }

    Setting(String defaultText, Allowed allowed, boolean secret, String meaning) {
        this.defaultText = defaultText;
        this.allowed = allowed;
        this.secret = secret;
        this.meaning = meaning;
    }

    /** The text that counts where nothing is set; null when there is none. */
    public String defaultText() {
        return defaultText;
    }

    public Allowed allowed() {
        return allowed;
    }

    /** True where the value must never be shown. */
    public boolean secret() {
        return secret;
    }

    /** One sentence for the operator. */
    public String meaning() {
        return meaning;
    }

    /** How the value may be shown: itself, or asterisks that do not tell its length. */
    public String shown(String text) {
        return secret ? "********" : text;
    }
}
