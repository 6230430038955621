-- whether an OpenID Connect provider let them in: who logs out here may want to log out there
alter table credentials add column by_provider boolean not null default false;
