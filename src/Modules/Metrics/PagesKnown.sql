-- What sessions know of pages $2 of wiki $1: a row for each page of session $3, and of all whose window ended after $4. The
-- namespace and title are those of the last move, else of the latest edit or upload.
with seen as (
    select session_id, page_id, namespace, title, made_at
    from figures.page_update
    where wiki = $1 and page_id = any($2)
    union all
    select session_id, page_id, 6, title, uploaded_at
    from figures.file_upload
    where wiki = $1 and page_id = any($2)
), latest as (
    select distinct on (session_id, page_id) session_id, page_id, namespace, title
    from seen
    order by session_id, page_id, made_at desc
)
select latest.session_id, latest.page_id, coalesce(state.deleted, false), coalesce(state.namespace, latest.namespace),
    case when state.namespace is null then latest.title else state.title end
from latest
join figures.session_scope s using (session_id)
left join figures.page_state state
    on state.session_id = latest.session_id and state.wiki = $1 and state.page_id = latest.page_id
where latest.session_id = $3 or s.tracked_until > $4
order by latest.session_id, latest.page_id
