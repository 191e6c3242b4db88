-- $1 sessions, $2 people, $3 whether enrolled, $4 since when (null for who left); at most one row a person and session.
insert into participation as p (session_id, person_id, enrolled, since)
select * from unnest($1, $2, $3, $4)
on conflict (session_id, person_id) do update set enrolled = excluded.enrolled, since = excluded.since
