-- Of the natural keys $2 those that the stream $1 has not seen: their places in $2 (from 1), and as many positions, with
-- the stream's version before and the time. Moves the stream's version on. A stream without events has seen none.
-- The stream's row is locked already (LockStream.sql), so nobody else takes a key of this stream meanwhile.
with before as materialized (
    select version from events.mt_streams where id = $1
), fresh as materialized (
    select offered.place::int, nextval('events.mt_events_sequence') as position
    from unnest($2) with ordinality as offered (key, place)
    where (select version from before) = 0
        or not exists (select from events.mt_events e where e.stream_id = $1 and e.natural_key = offered.key)
), moved as (
    update events.mt_streams set version = version + (select count(*) from fresh) where id = $1
)
select (select version from before), clock_timestamp(), array_agg(place), array_agg(position) from fresh
