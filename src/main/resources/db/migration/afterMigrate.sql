-- The role that gateways work as, once the schema is theirs: it may do everything with their rows, but neither change the schema nor what the audit says.
-- Run after every migration, so that a table that is new is the role's too. A user who may not make roles goes on as the owner that it is.
do $$
begin
    perform pg_advisory_xact_lock('audit'::regclass::bigint);
    begin
        if not exists (select from pg_roles where rolname = 'longshell_application') then
            create role longshell_application nologin;
        end if;
        execute format('grant longshell_application to %I', current_user);
    exception
        when insufficient_privilege or duplicate_object or unique_violation then
            null; -- made by an administrator or another database's gateway, or not to be had: the gateway looks whether it may take it
    end;
    if not exists (select from pg_roles where rolname = 'longshell_application') then
        return;
    end if;
    execute format('grant usage on schema %I to longshell_application', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to longshell_application', current_schema());
    execute format('grant usage, select on all sequences in schema %I to longshell_application', current_schema());
    revoke update, delete, truncate on audit from longshell_application;
    revoke insert, update, delete on flyway_schema_history from longshell_application;
end $$;
