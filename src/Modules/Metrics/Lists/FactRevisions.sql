-- The counted edits of a scope, each once, the latest first. $1 to $3: the scope. Only those that figure $4 is counted from,
-- on wiki $5, by person $6, of page $7; null is no limit. Behind the row made at $8 on wiki $9 with number $10, at most $11.
-- $12: whether titles of user pages, which name people, may be told. $13: instants that hold all that can be; null is no limit,
-- and for speed alone. Schema unqualified: the live tables or a replay's.
with edit as materialized (
    select c.wiki, c.revision_id, c.made_at, min(c.page_id) as page_id, min(c.namespace) as namespace,
        max(c.title) as title, min(c.person_id::text)::uuid as person_id, min(c.bytes_difference) as difference,
        bool_or(c.is_minor) as is_minor, bool_or(c.creates) as creates, bool_or(c.content) as content
    from counted_edit c
    where c.session_id = any($1)
        and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
        and ($5 is null or c.wiki = $5) and ($6 is null or c.person_id = $6) and ($7 is null or c.page_id = $7)
        and ($13 is null or c.made_at = any($13))
        and ($8 is null or c.made_at <= $8
            and (c.made_at < $8 or c.wiki > $9 or c.wiki = $9 and c.revision_id < $10))
        and case
            when $4 is null or $4 = 'edits' then true
            when not c.content then false
            when $4 in ('bytesAdded', 'wordsAdded') then c.bytes_difference > 0
            when $4 = 'bytesRemoved' then c.bytes_difference < 0
            when $4 in ('bytesNet', 'bytesAbsolute') then c.bytes_difference <> 0
            when $4 in ('referencesAdded', 'referencesRemoved') then exists (
                select from reference_count r
                where r.session_id = c.session_id and r.wiki = c.wiki and r.revision_id = c.revision_id
                    and case when $4 = 'referencesAdded' then r.refs > r.parent_refs else r.refs < r.parent_refs end)
            else true
        end
    group by c.made_at, c.wiki, c.revision_id
    order by c.made_at desc, c.wiki, c.revision_id desc
    limit $11
)
-- What is told beside is looked up for these rows alone.
select e.wiki, e.revision_id, e.page_id, e.namespace,
    coalesce(
        (select max(s.title) from page_state s
            where s.wiki = e.wiki and s.page_id = e.page_id and s.session_id = any($1)),
        e.title,
        case when $12 then kept.title end) as title,
    e.person_id, e.made_at, e.difference,
    (select max(r.refs - r.parent_refs) from reference_count r
        where r.wiki = e.wiki and r.revision_id = e.revision_id and r.session_id = any($1)) as refs,
    e.creates, e.content, e.is_minor, h.is_hidden, case when not h.is_hidden then said.summary end as summary
from edit e
cross join lateral (
    select exists (
        select from hidden_revision h
        where h.wiki = e.wiki and h.revision_id = e.revision_id and h.session_id = any($1)) as is_hidden) h
left join metrics.edit_summary said on said.wiki = e.wiki and said.revision_id = e.revision_id
left join metrics.user_page_title kept on kept.wiki = e.wiki and kept.page_id = e.page_id
order by e.made_at desc, e.wiki, e.revision_id desc
