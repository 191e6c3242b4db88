-- $1 key and $2 part of a scope's figures, $3 version, $4 position, $5 value, $6 of how many page updates, $7 the scope, $8 now
insert into metrics.figure_cache (key, part, version, position, value, updates, scope, read_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (key, part) do update
set version = excluded.version, position = excluded.position, value = excluded.value, updates = excluded.updates,
    scope = excluded.scope, read_at = excluded.read_at
