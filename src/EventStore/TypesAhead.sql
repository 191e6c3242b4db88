-- The types of the events that follow position $1 with none missing between, looking at the next $2; the last position of
-- each type, and how many events.
select type, max(seq_id), count(*)
from (
    select seq_id, type, row_number() over (order by seq_id) as number
    from (select seq_id, type from events.mt_events where seq_id > $1 order by seq_id limit $2) next
) numbered
where seq_id = $1 + number
group by type
