-- The files that were uploaded in a scope, each once, the latest first. $1 to $3: the scope. Only those that figure $4 is
-- counted from, on wiki $5, by person $6, of page $7; null is no limit. Behind the file uploaded at $8 on wiki $9 with page
-- $10, at most $11.
with file as materialized (
    select wiki, page_id, min(uploaded_at) as uploaded_at, min(person_id::text)::uuid as person_id
    from counted_upload
    where session_id = any($1)
        and ($2 is null or uploaded_at >= $2) and ($3 is null or uploaded_at < $3)
        and ($5 is null or wiki = $5) and ($6 is null or person_id = $6) and ($7 is null or page_id = $7)
    group by wiki, page_id
), shown as materialized (
    select *
    from file f
    where ($8 is null or uploaded_at <= $8 and (uploaded_at < $8 or wiki > $9 or wiki = $9 and page_id < $10))
        and case
            when $4 in ('filesInUse', 'fileUsages') then exists (
                select from file_usage u
                where u.wiki = f.wiki and u.page_id = f.page_id and u.session_id = any($1) and u.uses > 0)
            else true
        end
    order by uploaded_at desc, wiki, page_id desc
    limit $11
)
-- What is told beside is looked up for these files alone.
select f.wiki, f.page_id, coalesce(s.title, t.title) as title, f.person_id, f.uploaded_at, u.uses,
    coalesce(s.deleted, false) as deleted
from shown f
cross join lateral (
    select t.title from counted_upload t
    where t.wiki = f.wiki and t.page_id = f.page_id and t.session_id = any($1)
        and ($2 is null or t.uploaded_at >= $2) and ($3 is null or t.uploaded_at < $3)
        and ($6 is null or t.person_id = $6)
    order by t.uploaded_at, t.log_id
    limit 1) t
cross join lateral (
    select max(u.uses) as uses from file_usage u
    where u.wiki = f.wiki and u.page_id = f.page_id and u.session_id = any($1)) u
cross join lateral (
    select max(s.title) as title, bool_or(s.deleted) as deleted from page_state s
    where s.wiki = f.wiki and s.page_id = f.page_id and s.session_id = any($1)) s
order by f.uploaded_at desc, f.wiki, f.page_id desc
