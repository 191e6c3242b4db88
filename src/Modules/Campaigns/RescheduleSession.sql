-- $1 session, $2 stream version, $3 IANA zone, $4 and $5 the event's window, $6 and $7 the tracking window (UTC)
update session
set version = $2, time_zone = $3, starts = $4, ends = $5, tracked_from = $6, tracked_until = $7
where session_id = $1
