-- What was done on content pages in a scope, in the order in which they are asked for. $1 to $3: the scope; only the edits
-- of person $4, null is no limit. The pages: those of numbers $6 on wikis $5, $7 whether they were created. $8: whether
-- titles of user pages may be told.
with asked as materialized (
    select * from unnest($5, $6, $7) with ordinality as a (wiki, page_id, created, place)
), edit as materialized (
    select a.place, c.revision_id, min(c.wiki) as wiki, min(c.person_id::text) as person,
        min(c.bytes_difference)::bigint as difference, max(c.made_at) as made_at, max(c.title) as title,
        min(c.namespace) as namespace
    from asked a
    join counted_edit c using (wiki, page_id)
    where c.session_id = any($1) and c.content
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($4 is null or c.person_id = $4)
    group by a.place, c.revision_id
), done as materialized (
    select place, count(*) as edits, count(distinct person) as authors, min(namespace) as namespace,
        coalesce(sum(difference) filter (where difference > 0), 0)::bigint as added,
        coalesce(sum(difference) filter (where difference < 0), 0)::bigint as removed,
        (array_agg(title order by made_at desc, revision_id desc))[1] as title
    from edit
    group by place
), reference as materialized (
    select e.place, max(r.refs - r.parent_refs)::bigint as difference
    from edit e
    join reference_count r using (wiki, revision_id)
    where r.session_id = any($1)
    group by e.place, e.revision_id
), referenced as materialized (
    select place, sum(difference) filter (where difference > 0)::bigint as added,
        sum(difference) filter (where difference < 0)::bigint as removed
    from reference
    group by place
), state as materialized (
    select a.place, max(s.title) as title, bool_or(s.deleted) as deleted
    from asked a
    join page_state s using (wiki, page_id)
    where s.session_id = any($1)
    group by a.place
), viewed as materialized (
    -- Each day's views once, though several sessions know them.
    select place, sum(views)::bigint as views
    from (
        select a.place, max(v.views) as views
        from asked a
        join page_views v using (wiki, page_id)
        where v.session_id = any($1)
        group by a.place, v.day
    ) v
    group by place
)
select a.wiki, a.page_id, d.namespace, coalesce(s.title, d.title, case when $8 then kept.title end) as title, a.created,
    d.authors, d.edits, d.added, d.removed, coalesce(r.added, 0) as refs_added, coalesce(r.removed, 0) as refs_removed,
    v.views, -- null where no wiki tells
    coalesce(s.deleted, false) as deleted
from asked a
join done d using (place)
left join referenced r using (place)
left join state s using (place)
left join viewed v using (place)
left join metrics.user_page_title kept using (wiki, page_id)
order by place
