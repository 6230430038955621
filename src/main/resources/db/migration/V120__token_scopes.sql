-- What a personal token may do at most; null for a login. Tokens that are there keep what they could do, short of
-- what no token may do any more.
-- A gateway of an older build that shares this database writes none for the tokens that it makes: they may read.
alter table credentials add column scope text check (scope in ('read', 'operate', 'administer'));
update credentials set scope = 'administer' where kind = 'token';
