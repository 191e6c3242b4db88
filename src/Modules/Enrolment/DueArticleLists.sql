-- Of the sessions $1 those that have articles and were not checked since $2, the longest ago first.
select s.session_id
from unnest($1) as s (session_id)
left join enrolment.article_check c using (session_id)
where (c.checked_at is null or c.checked_at < $2)
  and exists (select from articles.article a where a.session_id = s.session_id)
order by c.checked_at nulls first, s.session_id
