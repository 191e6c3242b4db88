-- The position of the last event of these streams ($1), 0 where there is none.
select coalesce(max(last.seq_id), 0)
from unnest($1::uuid[]) s(id)
cross join lateral (
    select e.seq_id from events.mt_events e where e.stream_id = s.id order by e.version desc limit 1
) last
