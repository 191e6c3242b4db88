-- What people did in a scope: those of $6, in the order of their ids. $1 to $3: the scope; $4 and $5: only on wiki $4 and
-- page $5, null is no limit.
with asked as materialized (
    select person_id from unnest($6) as a (person_id)
), place as materialized (
    select person_id, count(*) as sessions, bool_or(present) as present
    from participation
    join asked using (person_id)
    where session_id = any($1) and enrolled
    group by person_id
), edit as materialized (
    select c.person_id, c.wiki, c.revision_id, min(c.page_id) as page_id,
        min(c.bytes_difference)::bigint as difference, bool_or(c.creates) as creates, bool_or(c.content) as content
    from asked
    join counted_edit c using (person_id)
    where c.session_id = any($1)
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($4 is null or c.wiki = $4) and ($5 is null or c.page_id = $5)
    group by c.person_id, c.wiki, c.revision_id
), reference as materialized (
    select e.person_id, max(r.refs - r.parent_refs)::bigint as difference
    from edit e
    join reference_count r using (wiki, revision_id)
    where e.content and r.session_id = any($1)
    group by e.person_id, e.wiki, e.revision_id
), referenced as materialized (
    select person_id, sum(difference) filter (where difference > 0)::bigint as added,
        sum(difference) filter (where difference < 0)::bigint as removed
    from reference
    group by person_id
), page as materialized (
    select person_id, count(*) filter (where created) as created, count(*) filter (where not created) as improved
    from (select person_id, bool_or(creates) as created from edit where content group by person_id, wiki, page_id) p
    group by person_id
), done as materialized (
    select person_id, count(*) as edits, count(*) filter (where content) as content_edits,
        coalesce(sum(difference) filter (where content and difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where content and difference < 0), 0)::bigint as removed
    from edit
    group by person_id
), file as materialized (
    select person_id, count(distinct (u.wiki, u.page_id)) as files
    from counted_upload u
    join asked using (person_id)
    where u.session_id = any($1)
        and ($2 is null or u.uploaded_at >= $2) and ($3 is null or u.uploaded_at < $3)
        and ($4 is null or u.wiki = $4) and ($5 is null or u.page_id = $5)
    group by person_id
), newcomer as materialized (
    select p.person_id,
        bool_or(exists (
            select from retained r
            where r.session_id = p.session_id and r.person_id = p.person_id
                and r.made_at >= s.tracked_until + interval '7 days'
                and r.made_at < s.tracked_until + interval '37 days')) as retained,
        bool_and(coalesce(s.retention_until >= s.tracked_until + interval '37 days', false)) as retention_known
    from participation p
    join asked using (person_id)
    join session_scope s using (session_id)
    join registration r using (session_id, person_id)
    where p.session_id = any($1) and p.enrolled
        and r.registered_at >= s.tracked_from - interval '14 days' and r.registered_at < s.tracked_until
    group by p.person_id
), earlier as materialized (
    select distinct e.person_id
    from earlier_edit e
    join asked using (person_id)
    join session_scope s on s.session_id = e.session_id and s.tracked_from = e.before
    where e.session_id = any($1) and e.found
), registered as materialized (
    select distinct r.person_id
    from registration r
    join asked using (person_id)
    where r.session_id = any($1) and r.registered_at is not null
)
select p.person_id, p.sessions, p.present,
    case
        when n.person_id is not null then 'new'
        when e.person_id is not null and d.edits > 0 then 'returning'
        when g.person_id is null then 'unknown'
    end as experience,
    -- Who edits again is retained, whatever is not known yet; who does not is not before its time is over.
    case when n.retained then true when n.retention_known then false end as retained,
    coalesce(d.edits, 0) as edits, coalesce(d.content_edits, 0) as content_edits,
    coalesce(a.created, 0) as created, coalesce(a.improved, 0) as improved,
    coalesce(d.added, 0) as added, coalesce(d.removed, 0) as removed,
    coalesce(c.added, 0) as refs_added, coalesce(c.removed, 0) as refs_removed,
    coalesce(f.files, 0) as files
from place p
left join done d using (person_id)
left join referenced c using (person_id)
left join page a using (person_id)
left join file f using (person_id)
left join newcomer n using (person_id)
left join earlier e using (person_id)
left join registered g using (person_id)
order by p.person_id
