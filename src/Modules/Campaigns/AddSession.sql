-- $1 session, $2 program, $3 slug, $4 title, $5 venue, $6 details, $7 IANA zone, $8 and $9 the event's window, $10 and
-- $11 the tracking window (UTC), $12 tracked wikis, $13 listed, $14 stream version
insert into session (session_id, program_id, slug, title, venue, details, time_zone, starts, ends, tracked_from,
    tracked_until, wikis, listed, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
