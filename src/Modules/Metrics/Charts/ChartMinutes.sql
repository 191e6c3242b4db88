-- The edits of each five minutes of the last three hours in which a scope has any. $1 sessions, $2 and $3 the period, null
-- is no limit. Schema unqualified: live or a replay's.
with edit as (
    select min(made_at) as made_at
    from counted_edit
    where session_id = any($1) and ($2 is null or made_at >= $2) and ($3 is null or made_at < $3)
        and made_at > (select max(made_at) - interval '3 hours' from page_update where session_id = any($1))
    group by wiki, revision_id
)
select date_bin('5 minutes', made_at, timestamptz '2000-01-01 00:00Z') as start, count(*)
from edit
group by start
order by start
