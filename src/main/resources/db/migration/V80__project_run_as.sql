-- the OS user that a project's sessions run as; null: RUN_AS
alter table projects add column run_as text check (length(run_as) between 1 and 32);
