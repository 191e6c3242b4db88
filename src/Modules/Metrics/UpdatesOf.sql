-- The page updates of person $1, each revision once, the latest first, in session $2 where that is not null; with the titles of user pages, as far as they are
-- kept beside the log.
select session_id, wiki, revision_id, page_id, namespace, coalesce(u.title, kept.title), made_at, bytes_difference, creates_page
from (
    select distinct on (wiki, revision_id) page_update.*
    from figures.participation
    join figures.page_update using (session_id, person_id)
    where person_id = $1 and ($2 is null or session_id = $2)
    order by wiki, revision_id, session_id
) u
left join metrics.user_page_title kept using (wiki, page_id)
order by made_at desc, wiki, revision_id
