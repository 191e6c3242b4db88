-- The figures of parts of a scope, each over the distinct union of its facts: docs/metrics.md, definition version 3. $1
-- sessions, $2 and $3 the period, only what person $4 did, on wikis $5; null is no limit. $6: the part that each session is
-- in, the same one for the figures of all together. Schema unqualified: the live tables or a replay's.
with member as materialized (
    select * from unnest($1, $6) as m (session_id, part)
), scope as materialized (
    select m.part, session_id, s.tracked_from, s.tracked_until, s.walk_ins, s.retention_until
    from session_scope s
    join member m using (session_id)
), counted as materialized (
    select m.part, c.wiki, c.revision_id, c.page_id, c.person_id, c.bytes_difference, c.creates, c.content
    from counted_edit c
    join member m using (session_id)
    where c.session_id = any($1)
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($4 is null or c.person_id = $4) and ($5 is null or c.wiki = any($5))
), edit as materialized (
    -- A revision inside two windows counts once; as content if any of its sessions counts its namespace as content.
    select part, wiki, revision_id, min(page_id) as page_id, min(bytes_difference)::bigint as difference,
        bool_or(creates) as creates, bool_or(content) as content
    from counted
    group by part, wiki, revision_id
), page as materialized (
    select part, wiki, page_id, bool_or(creates) as created from edit where content group by part, wiki, page_id
), bytes as (
    select part, count(*) as edits, count(*) filter (where content) as content_edits,
        sum(difference) filter (where content and difference > 0)::bigint as added,
        sum(difference) filter (where content and difference < 0)::bigint as removed
    from edit
    group by part
), pages as (
    select part, count(*) as edited, count(*) filter (where created) as created,
        count(*) filter (where not created) as improved,
        count(*) filter (where wiki = 'wikidatawiki' and created) as items_created,
        count(*) filter (where wiki = 'wikidatawiki' and not created) as items_improved
    from page
    group by part
), reference as (
    -- Unknown counts as no difference.
    select part, sum(difference) filter (where difference > 0)::bigint as added,
        sum(difference) filter (where difference < 0)::bigint as removed
    from (
        select part, max(r.refs - r.parent_refs) as difference
        from reference_count r
        join member m using (session_id)
        join edit e using (part, wiki, revision_id)
        where r.session_id = any($1) and e.content
        group by part, wiki, revision_id
    ) r
    group by part
), deleted as (
    select part, count(distinct (wiki, page_id)) as pages
    from page_state s
    join member m using (session_id)
    join page p using (part, wiki, page_id)
    where s.session_id = any($1) and s.deleted
    group by part
), usage as (
    select m.part, u.wiki, u.page_id, max(u.uses) as uses
    from file_usage u
    join member m using (session_id)
    where u.session_id = any($1)
    group by m.part, u.wiki, u.page_id
), file as (
    select distinct m.part, u.wiki, u.page_id
    from counted_upload u
    join member m using (session_id)
    where u.session_id = any($1)
        and ($2 is null or u.uploaded_at >= $2) and ($3 is null or u.uploaded_at < $3)
        and ($4 is null or u.person_id = $4) and ($5 is null or u.wiki = any($5))
), files as (
    select part, count(*) as uploaded, count(*) filter (where uses > 0) as in_use, sum(uses)::bigint as usages
    from file
    left join usage using (part, wiki, page_id)
    group by part
), enrolled as materialized (
    select distinct m.part, p.person_id
    from participation p
    join member m using (session_id)
    where p.session_id = any($1) and p.enrolled and ($4 is null or p.person_id = $4)
), registered as (
    select distinct m.part, r.person_id
    from registration r
    join member m using (session_id)
    where r.session_id = any($1) and r.registered_at is not null
), people as (
    select part, count(*) as enrolled, count(*) filter (where r.person_id is null) as unknown
    from enrolled e
    left join registered r using (part, person_id)
    group by part
), attendees as (
    select part, count(distinct person_id) as present
    from participation
    join member m using (session_id)
    where session_id = any($1) and enrolled and present
    group by part
), organisers as (
    select m.part, count(distinct c.person_id) as people
    from coordinator c
    join member m on m.session_id = c.node_id
    group by m.part
), newcomer as materialized (
    select distinct s.part, person_id, session_id, s.tracked_until
    from participation p
    join scope s using (session_id)
    join registration r using (session_id, person_id)
    where p.enrolled and ($4 is null or person_id = $4)
        and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
), newcomers as (
    select part, count(distinct person_id) as people from newcomer group by part
), editor as materialized (
    select distinct part, person_id from counted
), editors as (
    select part, count(*) as people from editor group by part
), returning_editors as (
    select part, count(*) as people
    from (
        select s.part, e.person_id
        from earlier_edit e
        join scope s on s.session_id = e.session_id and s.tracked_from = e.before
        where e.found
        intersect
        select part, person_id from editor
        except
        select part, person_id from newcomer
    ) r
    group by part
), kept as (
    select n.part, count(distinct n.person_id) as people
    from newcomer n
    join retained r using (session_id, person_id)
    where r.made_at >= n.tracked_until + interval '7 days' and r.made_at < n.tracked_until + interval '37 days'
    group by n.part
), windows as (
    select part, sum(walk_ins) as walk_ins,
        bool_and(coalesce(retention_until >= tracked_until + interval '37 days', false)) as retention_known
    from scope
    group by part
), looked as materialized (
    -- Each page's views of a day once.
    select part, p.created, wiki, page_id, v.day, max(v.views) as views
    from page_views v
    join member m using (session_id)
    join page p using (part, wiki, page_id)
    where v.session_id = any($1)
    group by part, p.created, wiki, page_id, v.day
), views_of_created as (
    select part, sum(views)::bigint as views from looked where created group by part
), last_day as (
    select part, max(day) as day from looked where not created group by part
), views_of_improved as (
    select part, round(sum(l.views)::numeric / count(distinct l.day))::bigint as a_day
    from looked l
    join last_day d using (part)
    where not l.created and l.day > d.day - 30
    group by part
)
select
    coalesce(people.enrolled, 0) as participants,
    coalesce(attendees.present, 0) + coalesce(windows.walk_ins, 0) as attendees,
    coalesce(organisers.people, 0) as organisers,
    coalesce(editors.people, 0) as editors,
    coalesce(newcomers.people, 0) as new_editors,
    coalesce(returning_editors.people, 0) as returning_editors,
    coalesce(kept.people, 0) as retained_editors,
    coalesce(windows.retention_known, false) as retention_known,
    coalesce(bytes.edits, 0) as edits, coalesce(bytes.content_edits, 0) as content_edits,
    coalesce(pages.edited, 0) as pages_edited,
    coalesce(pages.created, 0) as pages_created,
    coalesce(pages.improved, 0) as pages_improved,
    coalesce(deleted.pages, 0) as pages_deleted_since,
    coalesce(bytes.added, 0) as added, coalesce(bytes.removed, 0) as removed,
    coalesce(reference.added, 0) as references_added,
    coalesce(reference.removed, 0) as references_removed,
    coalesce(files.uploaded, 0) as files_uploaded,
    coalesce(files.in_use, 0) as files_in_use,
    coalesce(files.usages, 0) as file_usages,
    -- Null: no wiki told.
    case when coalesce(pages.created, 0) = 0 then 0 else views_of_created.views end as views_of_created,
    case when coalesce(pages.improved, 0) = 0 then 0 else views_of_improved.a_day end as views_per_day_of_improved,
    coalesce(pages.items_created, 0) as items_created,
    coalesce(pages.items_improved, 0) as items_improved,
    coalesce(people.unknown, 0) as unknown_people
from (select distinct part from member) m
left join people using (part)
left join attendees using (part)
left join organisers using (part)
left join editors using (part)
left join newcomers using (part)
left join returning_editors using (part)
left join kept using (part)
left join windows using (part)
left join bytes using (part)
left join pages using (part)
left join deleted using (part)
left join reference using (part)
left join files using (part)
left join views_of_created using (part)
left join views_of_improved using (part)
