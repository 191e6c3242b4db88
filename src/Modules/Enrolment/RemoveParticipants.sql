-- $1 sessions, $2 people, $3 when a coordinator took them off. Keeps the place that they had, for putting them back.
with gone as (
    delete from participant p
    using unnest($1, $2, $3) as taken (session_id, person_id, at)
    where p.session_id = taken.session_id and p.person_id = taken.person_id
    returning p.session_id, p.person_id, p.attendance, p.since, taken.at
)
insert into removed (session_id, person_id, attendance, since, removed_at)
select session_id, person_id, attendance, since, at from gone
on conflict (session_id, person_id) do update
set attendance = excluded.attendance, since = excluded.since, removed_at = excluded.removed_at
