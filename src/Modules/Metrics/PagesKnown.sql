-- What sessions know of pages $2 of wiki $1: a row for each page of session $3, and of all whose window ended after $4. The
-- namespace and title are those of the last move, else of the latest edit or upload.
select session_id, page_id, coalesce(state.deleted, false), coalesce(state.namespace, latest.namespace),
    case when state.namespace is null then latest.title else state.title end
from figures.session_scope s
cross join lateral (
    select distinct on (page_id) page_id, namespace, title
    from (
        select page_id, namespace, title, made_at from figures.page_update
        where session_id = s.session_id and wiki = $1 and page_id = any($2)
        union all
        select page_id, 6, title, uploaded_at from figures.file_upload
        where session_id = s.session_id and wiki = $1 and page_id = any($2)
    ) seen
    order by page_id, made_at desc
) latest
left join lateral (
    select deleted, namespace, title from figures.page_state
    where session_id = s.session_id and wiki = $1 and page_id = latest.page_id
) state on true
where s.session_id = $3 or s.tracked_until > $4
order by session_id, page_id
