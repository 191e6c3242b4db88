-- Events of one stream by a plain insert: $1 event ids, $2 stream, $3 version before them, $4 JSON in UTF-8, $5 event types,
-- $6 .NET types.
insert into events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type,
    correlation_id, causation_id, user_name)
select nextval('events.mt_events_sequence'), e.id, $2, $3 + e.number, convert_from(e.json, 'UTF8')::jsonb, e.json, e.type,
    clock_timestamp(), e.dotnet_type, null, null, null
from unnest($1, $4, $5, $6) with ordinality as e (id, json, type, dotnet_type, number)
