-- Only ever appended to. The chain is made here and not in a gateway, so that there is one for each database however many write to it.
create table audit (
    number        bigint primary key,
    id            uuid not null unique,
    at            timestamp with time zone not null,
    who           text,
    address       text,
    action        text not null,
    about         text,
    outcome       text not null check (outcome in ('done', 'refused', 'failed')),
    detail        text,
    node          text not null,
    previous_hash bytea not null,
    hash          bytea not null
);

create index audit_at on audit (at);
create index audit_who on audit (who, number desc);

-- Whoever inserts waits for whoever inserted before to commit: a row's hash is over the row before it. A number has no gap, as a sequence's would.
create function audit_append() returns trigger language plpgsql as $$
declare
    last audit%rowtype;
begin
    perform pg_advisory_xact_lock(tg_relid::bigint);
    select * into last from audit order by number desc limit 1;
    new.number := coalesce(last.number, 0) + 1;
    new.previous_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    -- the command line's audit verify says the same, and does not ask this function
    new.hash := sha256(convert_to(json_build_array(new.number, encode(new.previous_hash, 'hex'), new.id,
            to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), new.who, new.address, new.action, new.about, new.outcome, new.detail, new.node)::text, 'UTF8'));
    return new;
end $$;

create trigger audit_append before insert on audit for each row execute function audit_append();

-- For a database whose user may not make roles; where it may, the application's role has no such right in the first place (afterMigrate.sql).
create function audit_deny() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is only ever appended to: % is denied', tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger audit_deny before update or delete or truncate on audit for each statement execute function audit_deny();
