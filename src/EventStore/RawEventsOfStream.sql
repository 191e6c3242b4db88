-- One stream as it is, in order. $1 after this position, $2 up to this one, $3 of these types (null: of all), $4 the
-- stream, $5 after this version of it, $6 at most so many. By version, for that is what the index of a stream is in.
select seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id
from events.mt_events
where stream_id = $4 and version > $5 and seq_id > $1 and seq_id <= $2 and ($3 is null or type = any($3))
order by version
limit $6
