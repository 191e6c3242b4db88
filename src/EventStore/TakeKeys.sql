-- Takes those of the natural keys ($2) that the stream ($1) has not seen, and reserves a position for each.
-- The stream's row is locked already, so nobody else takes a key of this stream meanwhile.
with fresh as (
    insert into events.event_key (stream_id, key)
    select $1, offered.key
    from unnest($2) as offered (key)
    where not exists (select from events.event_key k where k.stream_id = $1 and k.key = offered.key)
    returning key
)
select key, nextval('events.mt_events_sequence') from fresh
