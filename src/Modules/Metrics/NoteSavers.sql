-- Who saved something on which wiki ($3 wikis, $4 people, side by side) waits for the update $2 of session $1, as do those who
-- waited before; $5: now. In the order of the keys, so that two nodes cannot deadlock.
insert into metrics.waiting_saver as waiting (session_id, wiki, person_id, update_id, asked_at)
select $1, wiki, person_id, $2, $5
from (select distinct wiki, person_id from unnest($3::text[], $4::uuid[]) as s (wiki, person_id) order by wiki, person_id) saver
on conflict (session_id, wiki, person_id) do update set update_id = excluded.update_id
