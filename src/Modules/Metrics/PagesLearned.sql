-- What other sessions learned of pages of session $1 on wiki $2, because they asked last (kind of check: $3), where it is not what
-- session $1 knows: its own knowledge, then theirs. Not where session $1 read an edit that was made since.
with asked as (
    select own.page_id, c.session_id, c.at
    from (
        select page_id from figures.page_update where session_id = $1 and wiki = $2
        union
        select page_id from figures.file_upload where session_id = $1 and wiki = $2
    ) own
    join metrics.checked c on c.kind = $3 and c.wiki = $2 and c.id = own.page_id::text
    where c.session_id <> $1
), known as (
    select who.session_id, asked.page_id, coalesce(state.deleted, false) as deleted,
        coalesce(state.namespace, latest.namespace) as namespace,
        case when state.namespace is null then latest.title else state.title end as title,
        latest.made_at < asked.at as is_older
    from asked
    cross join lateral (values ($1), (asked.session_id)) who (session_id)
    cross join lateral (
        select namespace, title, made_at
        from (
            select namespace, title, made_at from figures.page_update
            where session_id = who.session_id and wiki = $2 and page_id = asked.page_id
            union all
            select 6, title, uploaded_at from figures.file_upload
            where session_id = who.session_id and wiki = $2 and page_id = asked.page_id
        ) seen
        order by made_at desc
        limit 1
    ) latest
    left join figures.page_state state
        on state.session_id = who.session_id and state.wiki = $2 and state.page_id = asked.page_id
)
select own.page_id, own.deleted, own.namespace, own.title, theirs.deleted, theirs.namespace, theirs.title
from known own
join known theirs using (page_id)
where own.session_id = $1 and theirs.session_id <> $1 and own.is_older
    and (own.deleted, own.namespace, own.title) is distinct from (theirs.deleted, theirs.namespace, theirs.title)
order by own.page_id
