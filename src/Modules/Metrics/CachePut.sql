-- $1 key and $2 part of a scope's figures, $3 version, $4 position and $5 instant of its last fact, $6 value, $7 of how many page
-- updates, $8 the scope, $9 now
insert into metrics.figure_cache (key, part, version, position, as_of, value, updates, scope, read_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (key, part) do update
set version = excluded.version, position = excluded.position, as_of = excluded.as_of, value = excluded.value,
    updates = excluded.updates, scope = excluded.scope, read_at = excluded.read_at
