-- What was done on each group of wikis, over the distinct union of a scope's facts: as in Figures.sql, which says more. $1
-- sessions, $2 and $3 the period; $4 wikis and $5 the group of each.
with grouped (wiki, name) as (
    select * from unnest($4::text[], $5::text[])
), counted as materialized (
    select name, wiki, revision_id, page_id, person_id, bytes_difference, creates, content
    from counted_edit
    join grouped using (wiki)
    where session_id = any($1) and ($2 is null or made_at >= $2) and ($3 is null or made_at < $3)
), edit as materialized (
    select name, wiki, revision_id, min(page_id) as page_id, min(bytes_difference)::bigint as difference,
        bool_or(creates) as creates, bool_or(content) as content
    from counted
    group by name, wiki, revision_id
), edits as (
    select name, count(*) as edits, count(*) filter (where content) as content_edits,
        coalesce(sum(difference) filter (where content and difference > 0), 0)::bigint as bytes_added,
        coalesce(sum(difference) filter (where content and difference < 0), 0)::bigint as bytes_removed
    from edit
    group by name
), pages as (
    select name, count(*) filter (where created) as created, count(*) filter (where not created) as improved
    from (select name, wiki, page_id, bool_or(creates) as created from edit where content group by name, wiki, page_id) p
    group by name
), editors as (
    select name, count(distinct person_id) as editors from counted group by name
), reference as (
    select name, sum(difference) filter (where difference > 0)::bigint as added
    from (
        select e.name, max(r.refs - r.parent_refs) as difference
        from reference_count r
        join edit e using (wiki, revision_id)
        where r.session_id = any($1) and e.content
        group by e.name, wiki, revision_id
    ) r
    group by name
), files as (
    select name, count(distinct (wiki, page_id)) as files
    from counted_upload
    join grouped using (wiki)
    where session_id = any($1) and ($2 is null or uploaded_at >= $2) and ($3 is null or uploaded_at < $3)
    group by name
)
select n.name, coalesce(editors.editors, 0), coalesce(edits.edits, 0), coalesce(edits.content_edits, 0),
    coalesce(pages.created, 0), coalesce(pages.improved, 0), coalesce(edits.bytes_added, 0),
    coalesce(edits.bytes_removed, 0), coalesce(reference.added, 0), coalesce(files.files, 0)
from (select distinct name from grouped) n
left join editors using (name)
left join edits using (name)
left join pages using (name)
left join reference using (name)
left join files using (name)
order by n.name collate "C"
