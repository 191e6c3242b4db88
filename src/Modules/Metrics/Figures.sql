-- The figures of a scope over the distinct union of its facts: docs/metrics.md, definition version 3. $1 sessions, $2 and
-- $3 the period, only what person $4 did, on wikis $5; null is no limit. Schema unqualified: the live tables or a replay's.
with scope as (
    select session_id, tracked_from, tracked_until, walk_ins, retention_until
    from session_scope
    where session_id = any($1)
), counted as materialized (
    select session_id, wiki, revision_id, page_id, person_id, bytes_difference, creates, content
    from counted_edit
    where session_id = any($1)
        and ($2 is null or made_at >= $2) and ($3 is null or made_at < $3)
        and ($4 is null or person_id = $4) and ($5 is null or wiki = any($5))
), edit as materialized (
    -- A revision inside two windows counts once; as content if any of its sessions counts its namespace as content.
    select wiki, revision_id, min(page_id) as page_id, min(bytes_difference)::bigint as difference,
        bool_or(creates) as creates, bool_or(content) as content
    from counted
    group by wiki, revision_id
), page as materialized (
    select wiki, page_id, bool_or(creates) as created from edit where content group by wiki, page_id
), bytes as (
    select count(*) as edits, count(*) filter (where content) as content_edits,
        coalesce(sum(difference) filter (where content and difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where content and difference < 0), 0)::bigint as removed
    from edit
), reference as (
    -- Unknown counts as no difference.
    select coalesce(sum(difference) filter (where difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where difference < 0), 0)::bigint as removed
    from (
        select max(r.refs - r.parent_refs) as difference
        from reference_count r
        join edit e using (wiki, revision_id)
        where r.session_id = any($1) and e.content
        group by wiki, revision_id
    ) r
), deleted as (
    select count(distinct (s.wiki, s.page_id)) as pages
    from page_state s
    join page p using (wiki, page_id)
    where s.session_id = any($1) and s.deleted
), file as (
    select u.wiki, u.page_id, max(f.uses) as uses
    from counted_upload u
    left join file_usage f on f.wiki = u.wiki and f.page_id = u.page_id and f.session_id = any($1)
    where u.session_id = any($1)
        and ($2 is null or u.uploaded_at >= $2) and ($3 is null or u.uploaded_at < $3)
        and ($4 is null or u.person_id = $4) and ($5 is null or u.wiki = any($5))
    group by u.wiki, u.page_id
), enrolled as (
    select distinct person_id
    from participation
    where session_id = any($1) and enrolled and ($4 is null or person_id = $4)
), newcomer as (
    select distinct p.person_id, s.session_id, s.tracked_until
    from participation p
    join scope s using (session_id)
    join registration r using (session_id, person_id)
    where p.enrolled and ($4 is null or p.person_id = $4)
        and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
), editor as (
    select distinct person_id from counted
), returning_editor as (
    select distinct c.person_id
    from editor c
    join earlier_edit e using (person_id)
    join scope s on s.session_id = e.session_id and s.tracked_from = e.before
    where e.found and not exists (select from newcomer n where n.person_id = c.person_id)
), kept as (
    select count(distinct n.person_id) as people
    from newcomer n
    join retained r using (session_id, person_id)
    where r.made_at >= n.tracked_until + interval '7 days' and r.made_at < n.tracked_until + interval '37 days'
), looked as (
    -- Each page's views of a day once.
    select p.created, p.wiki, p.page_id, v.day, max(v.views) as views
    from page_views v
    join page p using (wiki, page_id)
    where v.session_id = any($1)
    group by p.created, p.wiki, p.page_id, v.day
), improved_views as (
    select sum(views) as views, count(distinct day) as days
    from looked
    where not created and day > (select max(day) - 30 from looked where not created)
)
select
    (select count(*) from enrolled) as participants,
    (select count(distinct person_id) from participation where session_id = any($1) and enrolled and present)
        + (select coalesce(sum(walk_ins), 0) from scope) as attendees,
    (select count(distinct person_id) from coordinator where node_id = any($1)) as organisers,
    (select count(*) from editor) as editors,
    (select count(distinct person_id) from newcomer) as new_editors,
    (select count(*) from returning_editor) as returning_editors,
    (select people from kept) as retained_editors,
    (select coalesce(bool_and(coalesce(retention_until >= tracked_until + interval '37 days', false)), false) from scope)
        as retention_known,
    bytes.edits, bytes.content_edits,
    (select count(*) from page) as pages_edited,
    (select count(*) from page where created) as pages_created,
    (select count(*) from page where not created) as pages_improved,
    (select pages from deleted) as pages_deleted_since,
    bytes.added, bytes.removed,
    (select added from reference) as references_added,
    (select removed from reference) as references_removed,
    (select count(*) from file) as files_uploaded,
    (select count(*) from file where uses > 0) as files_in_use,
    (select coalesce(sum(uses), 0)::bigint from file) as file_usages,
    -- Null: no wiki told.
    case when not exists (select from page where created) then 0
        else (select sum(views)::bigint from looked where created) end as views_of_created,
    case when not exists (select from page where not created) then 0
        else (select round(views::numeric / days)::bigint from improved_views where days > 0) end as views_per_day_of_improved,
    (select count(*) from page where wiki = 'wikidatawiki' and created) as items_created,
    (select count(*) from page where wiki = 'wikidatawiki' and not created) as items_improved,
    (select count(*) from enrolled e
        where not exists (
            select from registration r
            where r.session_id = any($1) and r.person_id = e.person_id and r.registered_at is not null)) as unknown_people
from bytes
