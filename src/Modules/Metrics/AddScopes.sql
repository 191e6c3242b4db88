-- $1 sessions, $2 and $3 their tracking windows, $4 and $5 position and instant of the event; one element a session.
insert into session_scope (session_id, tracked_from, tracked_until, position, at) select * from unnest($1, $2, $3, $4, $5)
