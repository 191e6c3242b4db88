-- As of when what is kept was computed. What was kept before does not tell, and is computed again.
delete from figure_cache;
alter table figure_cache add column as_of timestamptz not null;
