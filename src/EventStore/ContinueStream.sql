-- The row of a stream that has events and must have the expected version; none if it has not. An update alone: the upsert
-- of BeginStream.sql would look, lock and then update.
-- $1 stream id, $3 expected version, $4 how many events.
update events.mt_streams as s set version = s.version + $4, timestamp = clock_timestamp()
where id = $1 and s.version = $3
returning version, clock_timestamp() as at
