-- What was done on each day (UTC) of a scope, and who or what was there for the first time: added up, the days make the
-- figures of docs/metrics.md. $1 sessions, $2 and $3 the period, null is no limit. Schema unqualified: live or a replay's.
with edit as materialized (
    select wiki, revision_id, min(page_id) as page_id, min(person_id::text)::uuid as person_id, min(made_at) as made_at,
        min(bytes_difference)::bigint as difference, bool_or(creates) as creates, bool_or(content) as content
    from counted_edit
    where session_id = any($1) and ($2 is null or made_at >= $2) and ($3 is null or made_at < $3)
    group by wiki, revision_id
), fact (at, edits, content_edits, added, removed, participants, editors, pages, created, files) as (
    select made_at, 1, content::int, case when content then greatest(difference, 0) else 0 end,
        case when content then least(difference, 0) else 0 end, 0, 0, 0, 0, 0
    from edit
    union all
    select min(coalesce(p.since, s.tracked_from)), 0, 0, 0, 0, 1, 0, 0, 0, 0
    from participation p
    join session_scope s using (session_id)
    where p.session_id = any($1) and p.enrolled
    group by p.person_id
    union all
    select min(made_at), 0, 0, 0, 0, 0, 1, 0, 0, 0 from edit group by person_id
    union all
    select min(made_at), 0, 0, 0, 0, 0, 0, 1, bool_or(creates)::int, 0 from edit where content group by wiki, page_id
    union all
    select min(uploaded_at), 0, 0, 0, 0, 0, 0, 0, 0, 1
    from counted_upload
    where session_id = any($1) and ($2 is null or uploaded_at >= $2) and ($3 is null or uploaded_at < $3)
    group by wiki, page_id
)
select (at at time zone 'UTC')::date as day, sum(edits), sum(content_edits), sum(added)::bigint, sum(removed)::bigint,
    sum(participants), sum(editors), sum(pages), sum(created), sum(files)
from fact
group by day
order by day
