-- How far each follower of the log is: those named in $1, and whoever else has a checkpoint or a fault in this database.
-- A shard runs where its advisory lock is held.
with follower as (
    select unnest($1) as name
    union select split_part(name, ':', 1) from events.mt_event_progression
    union select name from events.shard_fault
), held as (
    select (classid::bigint << 32) | objid::bigint as key
    from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
)
select follower.name, coalesce(p.last_seq_id, 0), (select coalesce(max(seq_id), 0) from events.mt_events),
    exists (select from held where key = hashtextextended(follower.name || ':all', 0)), f.position, f.event_type, f.error
from follower
left join events.mt_event_progression p on p.name = follower.name || ':all'
left join events.shard_fault f on f.name = follower.name
order by follower.name
