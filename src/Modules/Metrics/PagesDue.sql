-- Pages of session $1 on wiki $2, edited or uploaded, that the wiki was not asked about after $4. Kind of check: $3.
select page_id
from (
    select page_id from figures.page_update where session_id = $1 and wiki = $2
    union
    select page_id from figures.file_upload where session_id = $1 and wiki = $2
) pages
where page_id > 0 and not exists (
    select from metrics.checked c where c.kind = $3 and c.wiki = $2 and c.id = page_id::text and c.at > $4)
order by page_id
