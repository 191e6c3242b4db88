-- The bare insert, the same columns and indexes: $1 ids, $2 streams, $3 data; one array element an event.
insert into events.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
select nextval('events.mt_events_sequence'), e.id, e.stream, 1, e.data, 'page_update_recorded', 'x' from unnest($1, $2, $3) as e (id, stream, data)
