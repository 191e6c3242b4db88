-- How a session ($1) is attended: people enrolled, of them on site, remote, absent; walk-ins, people who wait for a
-- place; and the roster's version.
select
    count(p.person_id)::int,
    count(*) filter (where d.presence = 'OnSite')::int,
    count(*) filter (where d.presence = 'Remote')::int,
    count(*) filter (where d.presence = 'Absent')::int,
    coalesce((select w.count from door.walk_ins w where w.session_id = $1), 0),
    (select count(*)::int from roster.waiter q where q.session_id = $1),
    coalesce((select r.version from roster.registration r where r.session_id = $1), 0)
from roster.participant p
left join door.presence d on d.session_id = p.session_id and d.person_id = p.person_id
where p.session_id = $1
