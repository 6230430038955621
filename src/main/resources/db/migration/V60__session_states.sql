-- opening: the row is there, its process on its way; restored: lost, and another session goes on in its place
alter table sessions drop constraint sessions_state_check;
alter table sessions add constraint sessions_state_check check (state in ('opening', 'running', 'ended', 'lost', 'restored'));

-- a number alone is no process: it is given to another sooner or later
alter table sessions
    add column pid          bigint,
    add column pid_started  bigint,
    add column boot_id      text,
    add column lost_because text,
    add column successor    text,
    add column orphan       boolean not null default false;

drop index sessions_running;
create index sessions_live on sessions (project_id) where state in ('opening', 'running');
