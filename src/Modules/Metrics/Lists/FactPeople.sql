-- The people enrolled in a scope, each once. $1 to $3: the scope. Only those that figure $4 is counted from, by their edits
-- on wiki $5 where it is about editors, person $6; $7 is no page of theirs; null is no limit. Behind person $8, at most $9.
with newcomer as (
    select p.person_id, p.session_id, s.tracked_until
    from participation p
    join session_scope s using (session_id)
    join registration r using (session_id, person_id)
    where p.session_id = any($1) and p.enrolled
        and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
), returning_person as (
    select e.person_id
    from earlier_edit e
    join session_scope s on s.session_id = e.session_id and s.tracked_from = e.before
    where e.session_id = any($1) and e.found
), kept as (
    select n.person_id
    from newcomer n
    join retained r using (session_id, person_id)
    where r.made_at >= n.tracked_until + interval '7 days' and r.made_at < n.tracked_until + interval '37 days'
)
select p.person_id
from participation p
where p.session_id = any($1) and p.enrolled and $7 is null
    and ($6 is null or p.person_id = $6) and ($8 is null or p.person_id > $8)
    and case $4
        when 'attendees' then p.present
        when 'newEditors' then p.person_id in (select person_id from newcomer)
        when 'retainedEditors' then p.person_id in (select person_id from kept)
        when 'returningEditors' then p.person_id in (select person_id from returning_person)
            and p.person_id not in (select person_id from newcomer)
        else true
    end
    and ($4 is null or $4 not in ('editors', 'returningEditors') or p.person_id in (
        select c.person_id from counted_edit c
        where c.session_id = any($1)
            and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
            and ($5 is null or c.wiki = $5)))
group by p.person_id
order by p.person_id
limit $9
