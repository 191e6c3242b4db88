-- New editors of session $1 of whom no edit is known from 7 days after the end of its window on.
select e.person_id
from (select distinct person_id from figures.counted_edit where session_id = $1) e
join figures.session_scope s on s.session_id = $1
join figures.registration r on r.session_id = $1 and r.person_id = e.person_id
where r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
    and not exists (
        select from figures.retained k
        where k.session_id = $1 and k.person_id = e.person_id and k.made_at >= s.tracked_until + interval '7 days')
order by e.person_id
