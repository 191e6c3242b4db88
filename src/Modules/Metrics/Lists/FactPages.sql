-- The content pages that were edited in a scope, each once, by wiki, the newest page first. $1 to $3: the scope. Only those
-- that figure $4 is counted from, on wiki $5, with edits of person $6 (and these edits alone), page $7; null is no limit.
-- Behind page $9 of wiki $8, at most $10. $11: whether titles of user pages may be told.
with chosen as materialized (
    select c.wiki, c.page_id, bool_or(c.creates) as created
    from counted_edit c
    where c.session_id = any($1) and c.content
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($5 is null or c.wiki = $5) and ($6 is null or c.person_id = $6) and ($7 is null or c.page_id = $7)
        and ($8 is null or c.wiki >= $8 and (c.wiki > $8 or c.page_id < $9))
        and case
            when $4 = 'pagesDeletedSince' then exists (
                select from page_state s
                where s.session_id = any($1) and s.wiki = c.wiki and s.page_id = c.page_id and s.deleted)
            when $4 in ('itemsCreated', 'itemsImproved') then c.wiki = 'wikidatawiki'
            else true
        end
    group by c.wiki, c.page_id
    having case
        when $4 in ('pagesCreated', 'itemsCreated', 'viewsOfCreatedPages') then bool_or(c.creates)
        when $4 in ('pagesImproved', 'itemsImproved', 'viewsPerDayOfImprovedPages') then not bool_or(c.creates)
        else true
    end
    order by c.wiki, c.page_id desc
    limit $10
), counted as materialized (
    select c.session_id, c.wiki, c.page_id, c.revision_id, c.namespace, c.title, c.person_id, c.made_at, c.bytes_difference
    from chosen
    join counted_edit c using (wiki, page_id)
    where c.session_id = any($1) and c.content
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($6 is null or c.person_id = $6)
), edit as (
    select wiki, page_id, revision_id, min(person_id::text) as person, min(bytes_difference)::bigint as difference,
        max(made_at) as made_at, max(title) as title, min(namespace) as namespace, array_agg(session_id) as sessions
    from counted
    group by wiki, page_id, revision_id
), referenced as (
    select e.*, (
        select max(r.refs - r.parent_refs)::bigint from reference_count r
        where r.session_id = any(e.sessions) and r.wiki = e.wiki and r.revision_id = e.revision_id) as refs
    from edit e
), page as (
    select wiki, page_id, count(*) as edits, count(distinct person) as authors, min(namespace) as namespace,
        coalesce(sum(difference) filter (where difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where difference < 0), 0)::bigint as removed,
        coalesce(sum(refs) filter (where refs > 0), 0)::bigint as refs_added,
        coalesce(sum(refs) filter (where refs < 0), 0)::bigint as refs_removed,
        (array_agg(title order by made_at desc, revision_id desc))[1] as title
    from referenced
    group by wiki, page_id
), seen as (
    select wiki, page_id, array_agg(distinct session_id) as sessions from counted group by wiki, page_id
), state as (
    select wiki, page_id, max(title) as title, bool_or(deleted) as deleted
    from page_state
    where session_id = any($1)
    group by wiki, page_id
)
select p.wiki, p.page_id, p.namespace, coalesce(s.title, p.title, case when $11 then kept.title end) as title,
    c.created, p.authors, p.edits, p.added, p.removed, p.refs_added, p.refs_removed,
    (select sum(a.views)::bigint from (
        -- Each day's views once, though several sessions know them; null where no wiki tells.
        select max(v.views) as views from page_views v
        where v.session_id = any(seen.sessions) and v.wiki = p.wiki and v.page_id = p.page_id
        group by v.day) a) as views,
    coalesce(s.deleted, false) as deleted
from page p
join chosen c using (wiki, page_id)
join seen using (wiki, page_id)
left join state s using (wiki, page_id)
left join metrics.user_page_title kept on kept.wiki = p.wiki and kept.page_id = p.page_id
order by p.wiki, p.page_id desc
