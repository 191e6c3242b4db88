-- Moves a checkpoint ($1) from where it is believed to be ($2) to a position ($3); no row is touched if it is elsewhere.
-- A fault that the shard ($4) had is over.
with over as (
    delete from events.shard_fault where name = $4
)
update events.mt_event_progression set last_seq_id = $3, last_updated = clock_timestamp()
where name = $1 and last_seq_id = $2
