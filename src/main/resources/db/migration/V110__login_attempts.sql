-- who has tried to log in within the last minute, by what is counted (a SHA-256 of it): what all gateways know; nothing that must outlive a power cut
create unlogged table login_attempts (
    key     text primary key check (length(key) = 64),
    times   timestamp with time zone[] not null,
    last_at timestamp with time zone not null
);

create index login_attempts_last on login_attempts (last_at);
