-- what may have changed about a user's access: sockets remember it, and are looked at again when it moves on
alter table users add column access_version bigint not null default 0;

create table memberships (
    id         uuid primary key,
    project_id uuid not null references projects (id) on delete cascade,
    user_id    uuid not null references users (id) on delete cascade,
    role       text not null check (role in ('viewer', 'operator', 'manager')),
    unique (user_id, project_id)
);

create index memberships_of_project on memberships (project_id);
