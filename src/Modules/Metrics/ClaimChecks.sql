-- $1 kind, $2 wiki, $3 ids, $4 what was asked at or before then is due again, $5 now, $6 the session that asks, or null. Tells the
-- ids that are the caller's to ask about: two that claim the same at once get each one once. In the order of the ids, so that
-- they cannot deadlock.
insert into metrics.checked as c (kind, wiki, id, at, session_id)
select $1, $2, asked.id, $5, $6
from (select distinct id from unnest($3::text[]) as each (id) order by id) as asked
on conflict (kind, wiki, id) do update set at = excluded.at, session_id = excluded.session_id where c.at <= $4
returning id
