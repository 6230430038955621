-- what lets somebody in without a password: a login of a browser or program, or a personal token
create table credentials (
    id           uuid primary key,
    user_id      uuid not null references users (id) on delete cascade,
    kind         text not null check (kind in ('login', 'token')),
    name         text not null check (length(name) between 1 and 200),
    address      text not null,
    hash         text unique check ((kind = 'token') = (hash is not null)),
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null,
    last_used_at timestamp with time zone
);

create index credentials_of_user on credentials (user_id);

-- the key that signs tokens, as the last gateway that started knew it: a fingerprint, one row
create table signing_key (
    only_row    boolean primary key default true check (only_row),
    fingerprint text not null
);
