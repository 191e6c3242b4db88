-- Every event that names this id ($1, text) in its data or as who acted, in order. Reads the whole log: for the one person
-- who asks for all there is of them.
select seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id
from events.mt_events
where user_name = $1
   or data::text like '%' || $1 || '%'
order by seq_id
