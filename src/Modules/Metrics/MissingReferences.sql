-- The content edits of session $1 on wiki $2 whose references are not counted, in the order in which they were made; those of
-- people $3 alone where that is not null. The parent is null where an early log does not name it, and zero for the first
-- revision of a page.
select e.revision_id, case when e.creates then 0 else e.parent_id end
from figures.counted_edit e
where e.session_id = $1 and e.wiki = $2 and e.content
    and ($3::uuid[] is null or e.person_id = any($3))
    and not exists (
        select from figures.reference_count r
        where r.session_id = e.session_id and r.wiki = e.wiki and r.revision_id = e.revision_id)
order by e.made_at, e.revision_id
