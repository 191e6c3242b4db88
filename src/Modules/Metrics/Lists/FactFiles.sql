-- The files that were uploaded in a scope, each once, the latest first. $1 to $3: the scope. Only those that figure $4 is
-- counted from, on wiki $5, by person $6, of page $7; null is no limit. Behind the file uploaded at $8 on wiki $9 with page
-- $10, at most $11.
with file as (
    select wiki, page_id, min(uploaded_at) as uploaded_at, min(person_id::text)::uuid as person_id,
        (array_agg(title order by uploaded_at, log_id))[1] as title
    from counted_upload
    where session_id = any($1)
        and ($2 is null or uploaded_at >= $2) and ($3 is null or uploaded_at < $3)
        and ($5 is null or wiki = $5) and ($6 is null or person_id = $6) and ($7 is null or page_id = $7)
    group by wiki, page_id
), usage as (
    select wiki, page_id, max(uses) as uses from file_usage where session_id = any($1) group by wiki, page_id
), state as (
    select wiki, page_id, max(title) as title, bool_or(deleted) as deleted
    from page_state
    where session_id = any($1)
    group by wiki, page_id
)
select f.wiki, f.page_id, coalesce(s.title, f.title) as title, f.person_id, f.uploaded_at, u.uses,
    coalesce(s.deleted, false) as deleted
from file f
left join usage u using (wiki, page_id)
left join state s using (wiki, page_id)
where case when $4 in ('filesInUse', 'fileUsages') then u.uses > 0 else true end
    and ($8 is null or f.uploaded_at <= $8
        and (f.uploaded_at < $8 or f.wiki > $9 or f.wiki = $9 and f.page_id < $10))
order by f.uploaded_at desc, f.wiki, f.page_id desc
limit $11
