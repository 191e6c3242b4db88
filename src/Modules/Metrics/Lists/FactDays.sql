-- What was done on each day (UTC) of a scope, the latest first. $1 to $3: the scope. Only on wiki $5, by person $6, of page
-- $7; $4 is no figure, all are shown; null is no limit. Before day $8, at most $9.
with edit as (
    select wiki, revision_id, min(page_id) as page_id, min(person_id::text)::uuid as person_id,
        max(made_at) as made_at, min(bytes_difference)::bigint as difference,
        bool_or(creates) as creates, bool_or(content) as content
    from counted_edit
    where session_id = any($1)
        and ($2 is null or made_at >= $2) and ($3 is null or made_at < $3)
        and ($5 is null or wiki = $5) and ($6 is null or person_id = $6) and ($7 is null or page_id = $7)
        and ($8 is null or made_at < $8::timestamp at time zone 'UTC')
        and $4 is null
    group by wiki, revision_id
), newcomer as (
    select distinct p.person_id
    from participation p
    join session_scope s using (session_id)
    join registration r using (session_id, person_id)
    where p.session_id = any($1) and p.enrolled
        and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
)
select (e.made_at at time zone 'UTC')::date as day,
    count(*) as edits, count(*) filter (where e.content) as content_edits,
    count(distinct e.person_id) as editors, count(distinct n.person_id) as new_editors,
    count(distinct (e.wiki, e.page_id)) filter (where e.content and e.creates) as pages_created,
    coalesce(sum(e.difference) filter (where e.content and e.difference > 0), 0)::bigint as added,
    coalesce(sum(e.difference) filter (where e.content and e.difference < 0), 0)::bigint as removed
from edit e
left join newcomer n using (person_id)
group by day
order by day desc
limit $9
