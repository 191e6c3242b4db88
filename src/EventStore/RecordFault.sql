-- The event at which a shard ($1) stands: its position ($2), stored name ($3) and what is wrong ($4).
insert into events.shard_fault as f (name, position, event_type, error) values ($1, $2, $3, $4)
on conflict (name) do update
    set position = excluded.position, event_type = excluded.event_type, error = excluded.error, at = clock_timestamp()
