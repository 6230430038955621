-- an account at an OpenID Connect provider, and the user here that it goes with: by issuer and subject, which no provider gives to another (OpenID Connect Core 1.0, section 2)
create table identities (
    id         uuid primary key,
    user_id    uuid not null references users (id) on delete cascade,
    issuer     text not null,
    subject    text not null check (length(subject) between 1 and 255),
    created_at timestamp with time zone not null,
    unique (issuer, subject)
);

create index identities_of_user on identities (user_id);

-- somebody who comes through a provider only has none
alter table users alter column password_hash drop not null;
