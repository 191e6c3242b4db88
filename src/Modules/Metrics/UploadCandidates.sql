-- The edits of file pages in session $1 on wiki $2 that an upload may have made, of files that are not known: a new file makes a new page, or changes nothing of
-- one that was there before its file.
select u.person_id, u.revision_id, u.page_id, u.made_at
from figures.page_update u
where u.session_id = $1 and u.wiki = $2 and u.namespace = 6 and (u.creates_page or u.bytes_difference = 0)
    and not u.is_redirect
    and not exists (
        select from figures.file_upload f
        where f.session_id = u.session_id and f.wiki = u.wiki and f.page_id = u.page_id)
