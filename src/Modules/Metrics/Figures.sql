-- The figures of a set of sessions ($1) over the distinct union of their facts: METRICS in docs/metrics.md, definition
-- version 2. Only what person $2 did, on wiki $3, where those are not null. Schema unqualified: the live tables or a
-- replay's.
with scope as (
    select session_id, tracked_from, tracked_until, list_only, since_enrolment
    from session_scope
    where session_id = any($1)
), listed_page as (
    -- An article that existed is known by its number, wherever it moves; a red link by the number of the page that was
    -- seen under its title.
    select a.session_id, a.wiki, a.page_id
    from listed_article a join scope s using (session_id)
    where s.list_only and a.page_id is not null
    union
    select a.session_id, a.wiki, u.page_id
    from listed_article a join scope s using (session_id) join page_update u using (session_id, wiki, title)
    where s.list_only and a.page_id is null
), counted as (
    -- A revision inside two windows counts once; as content if any of its sessions counts its namespace as content.
    select wiki, u.revision_id, min(page_id) as page_id, min(u.person_id::text) as person_id,
        min(u.bytes_difference)::bigint as difference,
        bool_or(u.creates_page and not u.is_redirect) as creates,
        bool_or(u.namespace = any(w.content_namespaces)) as content
    from page_update u
    join scope s using (session_id)
    join tracked_wiki w using (session_id, wiki)
    join participation p using (session_id, person_id)
    left join listed_page l using (session_id, wiki, page_id)
    where p.enrolled and u.made_at >= s.tracked_from and u.made_at < s.tracked_until
        and (not s.since_enrolment or u.made_at >= p.since)
        and (not s.list_only or l.page_id is not null)
        and ($2 is null or u.person_id = $2) and ($3 is null or wiki = $3)
    group by wiki, u.revision_id
), page as (
    select wiki, page_id, bool_or(creates) as created from counted where content group by wiki, page_id
), bytes as (
    select
        coalesce(sum(difference) filter (where difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where difference < 0), 0)::bigint as removed
    from counted
    where content
)
select
    (select count(distinct person_id) from participation join scope using (session_id) where enrolled) as participants,
    (select count(distinct person_id) from counted) as editors,
    (select count(*) from counted) as edits,
    (select count(*) from counted where content) as content_edits,
    (select count(*) from page) as pages_edited,
    (select count(*) from page where created) as pages_created,
    (select count(*) from page where not created) as pages_improved,
    added, removed
from bytes
