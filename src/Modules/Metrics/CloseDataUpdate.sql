-- A data update came to its end; one that nobody asked for is new here. $1 update, $2 session, $3 began, $4 ended,
-- $5 page updates, $6 position, $7 reason.
insert into data_update (update_id, session_id, requested_at, completed_at, added, position, reason)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (update_id) do update set completed_at = $4, added = $5, position = $6
