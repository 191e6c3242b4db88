-- One event by a plain insert: $1 event id, $2 stream, $3 version, $4 JSON in UTF-8, $5 event type, $6 .NET type.
insert into events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type,
    correlation_id, causation_id, user_name)
values (nextval('events.mt_events_sequence'), $1, $2, $3, convert_from($4, 'UTF8')::jsonb, $4, $5, clock_timestamp(), $6, null, null, null)
