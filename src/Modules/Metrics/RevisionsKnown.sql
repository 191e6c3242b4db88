-- What sessions know of revisions $2 (on pages $3) of wiki $1: a row for each revision of session $4, and of all whose window
-- ended after $5; whether it is hidden, and whether suppressed.
select u.session_id, u.revision_id, h.revision_id is not null, coalesce(h.suppressed, false)
from figures.session_scope s
join figures.page_update u
    on u.session_id = s.session_id and u.wiki = $1 and u.page_id = any($3) and u.revision_id = any($2)
left join figures.hidden_revision h
    on h.session_id = u.session_id and h.wiki = u.wiki and h.revision_id = u.revision_id
where s.session_id = $4 or s.tracked_until > $5
order by u.session_id, u.revision_id
