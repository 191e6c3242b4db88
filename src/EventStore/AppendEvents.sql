-- Appends events to the stream whose row the statement before this, `stream`, has written; to none if it wrote none. One row
-- comes back: the stream's new version, the time of the append and the positions of the events.
-- $1 stream id, $4 how many events, $5 event ids, $6 JSON in UTF-8, $7 event types, $8 .NET types, $9 correlation id,
-- $10 causation id, $11 actor (a person id, never a name).
appended as (
    insert into events.mt_events (seq_id, id, stream_id, version, data, json, type, timestamp, mt_dotnet_type,
        correlation_id, causation_id, user_name)
    select nextval('events.mt_events_sequence'), e.id, $1, stream.version - $4 + e.number,
        convert_from(e.json, 'UTF8')::jsonb, e.json, e.type, stream.at, e.dotnet_type, $9, $10, $11
    from stream, unnest($5, $6, $7, $8) with ordinality as e (id, json, type, dotnet_type, number)
    returning seq_id
)
select version, at, (select array_agg(seq_id) from appended) from stream
