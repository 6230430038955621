create table users (
    id            uuid primary key,
    username      text not null unique check (length(username) between 1 and 64),
    password_hash text not null,
    admin         boolean not null,
    disabled      boolean not null,
    created_at    timestamp with time zone not null
);

create table projects (
    id                uuid primary key,
    slug              text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name              text not null check (length(name) between 1 and 100),
    path              text not null,
    shell             text,
    environment       text not null,
    retention_minutes integer check (retention_minutes >= 0),
    max_sessions      integer check (max_sessions >= 1),
    created_at        timestamp with time zone not null
);

create table sessions (
    id               text primary key,
    kind             text not null check (kind in ('terminal', 'claude')),
    project_id       uuid not null references projects (id),
    owner_id         uuid not null references users (id),
    name             text,
    command          text not null,
    directory        text not null,
    node             text not null,
    state            text not null check (state in ('running', 'ended', 'lost')),
    created_at       timestamp with time zone not null,
    last_activity_at timestamp with time zone not null,
    ended_at         timestamp with time zone,
    exit_code        integer,
    signal           integer
);

-- the limit counts a project's running sessions at every opening; the list shows the newest first
create index sessions_running on sessions (project_id) where state = 'running';
create index sessions_newest on sessions (created_at desc);
