-- New editors of session $1, whether or not they edited in its window, of whom no edit is known from 7 days after its end on.
select p.person_id
from figures.participation p
join figures.session_scope s using (session_id)
join figures.registration r using (session_id, person_id)
where p.session_id = $1 and p.enrolled
    and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
    and not exists (
        select from figures.retained k
        where k.session_id = $1 and k.person_id = p.person_id and k.made_at >= s.tracked_until + interval '7 days')
order by p.person_id
