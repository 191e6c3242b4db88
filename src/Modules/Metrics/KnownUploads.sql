-- What other sessions know of uploads: $1 wiki, $2 pages.
select distinct on (log_id) log_id, page_id, title, person_id, uploaded_at
from figures.file_upload
where wiki = $1 and page_id = any($2)
order by log_id
