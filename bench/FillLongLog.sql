-- Makes a long log of a short one: each event after position $2 becomes $1 events, whose revisions follow each other. The
-- numbers are set into the text, for a statement with parameters is one statement only.
insert into events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type)
select nextval('events.mt_events_sequence'), gen_random_uuid(), e.stream_id, 1 + n, made.data,
    convert_to(made.data::text, 'UTF8'), e.type, e.timestamp, e.mt_dotnet_type
from generate_series(1, $1 - 1) as n, (select * from events.mt_events where seq_id > $2 order by seq_id) as e,
    lateral (select jsonb_set(e.data, '{revision}', to_jsonb((e.data ->> 'revision')::bigint + n::bigint * 1000000)) as data) as made
