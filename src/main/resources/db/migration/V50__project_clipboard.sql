-- whether the programs of a project's sessions may put text into the clipboards of those who use them (OSC 52)
alter table projects add column clipboard boolean not null default false;
