-- The transactions of this database that are writing streams now. Every append locks mt_streams for writing before it
-- takes a position, and keeps the lock until what it wrote is visible or gone.
select distinct virtualtransaction
from pg_locks
where locktype = 'relation'
  and database = (select oid from pg_database where datname = current_database())
  and relation = 'events.mt_streams'::regclass
  and mode = 'RowExclusiveLock'
  and granted
