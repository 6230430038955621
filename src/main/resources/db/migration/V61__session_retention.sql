-- kept: never ended for want of viewers; ended_because: retention, or null for an end that needs no explanation
alter table sessions
    add column kept          boolean not null default false,
    add column ended_because text;
