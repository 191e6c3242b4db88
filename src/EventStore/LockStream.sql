-- Takes the stream's row ($1, made here with type $2 if it is new) until the transaction ends.
-- Writers of one stream take turns from here on; mt_streams is locked for writing, as LogReader's proof demands.
insert into events.mt_streams as s (id, type, version) values ($1, $2, 0)
on conflict (id) do update set timestamp = clock_timestamp()
