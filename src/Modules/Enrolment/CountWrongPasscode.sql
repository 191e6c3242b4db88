-- $1 subjects, $2 the instant, $3 within how long wrong passcodes count and for how long they lock, $4 how many lock.
-- What led to a lock is counted no more once that is over.
with counted as (
    select g.subject, array(select w from unnest(g.wrong) as w where w > $2 - $3) || $2 as wrong
    from enrolment.passcode_guard g
    where g.subject = any($1)
)
update enrolment.passcode_guard g
set wrong = case when cardinality(c.wrong) >= $4 then '{}' else c.wrong end,
    locked_until = case when cardinality(c.wrong) >= $4 then $2 + $3 end
from counted c
where g.subject = c.subject
