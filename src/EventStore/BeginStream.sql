-- The row of a stream that is new, or that may have any version; none if it should be new and isn't.
-- $1 stream id, $2 stream type, $3 expected version (0: a new stream, -1: any), $4 how many events.
insert into events.mt_streams as s (id, type, version)
values ($1, $2, $4)
on conflict (id) do update set version = s.version + $4, timestamp = clock_timestamp()
    where $3 = -1 or s.version = $3
returning version, clock_timestamp() as at
