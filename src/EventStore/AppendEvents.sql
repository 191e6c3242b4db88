-- Appends events to the stream whose row the statement before this, `stream`, has written; to none if it wrote none. One row
-- comes back: the stream's new version, the time of the append and the positions of the events.
-- $1 stream id, $4 event ids, $5 JSON in UTF-8, $6 event types, $7 .NET types, $8 correlation id, $9 causation id, $10 actor
-- (a person id, never a name).
appended as (
    insert into events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type,
        correlation_id, causation_id, user_name)
    select nextval('events.mt_events_sequence'), e.id, $1, stream.version - cardinality($4) + e.number,
        convert_from(e.json, 'UTF8')::jsonb, e.json, e.type, stream.at, e.dotnet_type, $8, $9, $10
    from stream, unnest($4, $5, $6, $7) with ordinality as e (id, json, type, dotnet_type, number)
    returning seq_id
)
select version, at, (select array_agg(seq_id) from appended) from stream
