-- The log as it is, in order. $1 after this position, $2 up to this one, $3 of these types (null: of all).
select seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id
from events.mt_events
where seq_id > $1 and seq_id <= $2 and ($3 is null or type = any($3))
order by seq_id
