-- What other sessions know of the views of these pages: $1 wiki, $2 pages, $3 the first day that matters.
select distinct page_id, day, views
from figures.page_views
where wiki = $1 and page_id = any($2) and day >= $3
