-- The transactions of this database that have taken positions. nextval locks the sequence (RowExclusiveLock) before it
-- takes a value, and the lock is kept until what was written is visible or gone.
select distinct virtualtransaction
from pg_locks
where locktype = 'relation'
  and database = (select oid from pg_database where datname = current_database())
  and relation = 'events.mt_events_sequence'::regclass
  and mode = 'RowExclusiveLock'
  and granted
