-- The sessions $1 of a scope as the tables have them: first start and last end of their windows, their counting rules where
-- they agree, and the last event that touched them or their coordinators. No row without a session that is known.
select min(s.tracked_from), max(s.tracked_until), count(*),
    bool_and(s.list_only), bool_or(s.list_only), bool_and(s.since_enrolment), bool_or(s.since_enrolment),
    (array_agg(t.position order by t.position desc))[1], (array_agg(t.at order by t.position desc))[1]
from session_scope s, (
    select position, at from session_scope where session_id = any($1)
    union all
    select position, at from coordination where node_id = any($1)
    order by position desc
    limit 1
) t
where s.session_id = any($1)
having count(*) > 0
