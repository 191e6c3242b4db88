-- How far the log has no gap: the last position that follows position $1 with none missing between, looking at the next
-- $2 events; null where the very next one is missing.
select max(seq_id)
from (
    select seq_id, row_number() over (order by seq_id) as number
    from (select seq_id from events.mt_events where seq_id > $1 order by seq_id limit $2) next
) numbered
where seq_id = $1 + number
