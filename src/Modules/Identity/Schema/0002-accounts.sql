-- An account is known by its central id; names come and go. A person whose name another account has taken has none until
-- the wiki tells the new one. A person known by name only, who turns out to be somebody known already, points there.
alter table person alter column user_name drop not null;
alter table person add column same_as uuid null references person on delete cascade;
-- The account's number at the home wiki, by which many accounts can be asked for in one request.
alter table person add column home_id bigint null;
alter table person add column checked_at timestamptz null;
create index person_checked_at_idx on person (checked_at nulls first);
