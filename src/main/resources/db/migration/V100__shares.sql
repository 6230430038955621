-- a link that lets whoever has it at one session; the link itself is kept nowhere
create table shares (
    id           uuid primary key,
    session_id   text not null references sessions (id) on delete cascade,
    maker_id     uuid not null references users (id) on delete cascade,
    name         text check (length(name) between 1 and 60),
    role         text not null check (role in ('observer', 'operator')),
    hash         text not null unique,
    created_at   timestamp with time zone not null,
    expires_at   timestamp with time zone not null,
    last_used_at timestamp with time zone
);

create index shares_of_session on shares (session_id);
