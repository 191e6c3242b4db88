-- Editors of session $1 who are not new, and of whom it is not known that they had edited before it; with whether something
-- else that is known tells it: what they did for another session, or what another one found.
select e.person_id,
    exists (
        select from figures.participation p
        join figures.page_update u using (session_id, person_id)
        where p.person_id = e.person_id and u.made_at < s.tracked_from)
    or exists (
        select from figures.earlier_edit other
        where other.person_id = e.person_id and other.found and other.before <= s.tracked_from),
    known.found is not null
from (select distinct person_id from figures.counted_edit where session_id = $1) e
join figures.session_scope s on s.session_id = $1
join figures.registration r on r.session_id = $1 and r.person_id = e.person_id
left join figures.earlier_edit known
    on known.session_id = $1 and known.person_id = e.person_id and known.before = s.tracked_from
where known.found is not true
    and (r.registered_at is null
        or r.registered_at < s.tracked_from - interval '14 days' or r.registered_at >= s.tracked_until)
order by e.person_id
