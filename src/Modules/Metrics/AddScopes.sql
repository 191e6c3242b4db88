-- $1 sessions, $2 and $3 their tracking windows, $4 and $5 position and instant of the event; one element a session. A
-- session that has a window already gets another.
insert into session_scope (session_id, tracked_from, tracked_until, position, at) select * from unnest($1, $2, $3, $4, $5)
on conflict (session_id) do update set tracked_from = excluded.tracked_from, tracked_until = excluded.tracked_until,
    position = excluded.position, at = excluded.at
