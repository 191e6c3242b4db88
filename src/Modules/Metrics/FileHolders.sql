-- Sessions that have these files, with the uses they know of (null: none yet): $1 wiki, $2 pages, $3 the session that asks;
-- of the others only those that are still measured, tracked until after $4.
select distinct f.session_id, f.page_id, u.uses
from figures.file_upload f
join figures.session_scope s using (session_id)
left join figures.file_usage u using (session_id, wiki, page_id)
where f.wiki = $1 and f.page_id = any($2) and (f.session_id = $3 or s.tracked_until > $4)
