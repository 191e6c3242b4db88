-- Revisions of session $1 on wiki $2 that the wiki was not asked about after $4, with their pages; none of pages that it has
-- deleted. Kind of check: $3.
select u.revision_id, u.page_id
from figures.page_update u
left join figures.page_state s using (session_id, wiki, page_id)
where u.session_id = $1 and u.wiki = $2 and s.deleted is not true and not exists (
    select from metrics.checked c where c.kind = $3 and c.wiki = $2 and c.id = u.revision_id::text and c.at > $4)
order by u.revision_id
