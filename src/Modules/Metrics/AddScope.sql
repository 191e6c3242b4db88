-- $1 session, $2 and $3 its tracking window, $4 and $5 position and instant of the event
insert into session_scope (session_id, tracked_from, tracked_until, position, at) values ($1, $2, $3, $4, $5)
