-- $1 sessions, $2 people, $3 whether enrolled; at most one row a person and session.
insert into participation as p (session_id, person_id, enrolled)
select * from unnest($1, $2, $3)
on conflict (session_id, person_id) do update set enrolled = excluded.enrolled
