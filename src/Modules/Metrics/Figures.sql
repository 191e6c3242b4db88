-- The figures of a set of sessions ($1) over the distinct union of their facts: METRICS in docs/metrics.md, definition
-- version 2. Only what person $2 did, on wiki $3, where those are not null. Schema unqualified: the live tables or a
-- replay's.
with counted as (
    -- A revision inside two windows counts once; as content if any of its sessions counts its namespace as content.
    select wiki, revision_id, min(page_id) as page_id, min(person_id::text) as person_id,
        min(bytes_difference)::bigint as difference, bool_or(creates) as creates, bool_or(content) as content
    from counted_edit
    where session_id = any($1) and ($2 is null or person_id = $2) and ($3 is null or wiki = $3)
    group by wiki, revision_id
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
    (select count(distinct person_id) from participation where session_id = any($1) and enrolled) as participants,
    (select count(distinct person_id) from counted) as editors,
    (select count(*) from counted) as edits,
    (select count(*) from counted where content) as content_edits,
    (select count(*) from page) as pages_edited,
    (select count(*) from page where created) as pages_created,
    (select count(*) from page where not created) as pages_improved,
    added, removed
from bytes
