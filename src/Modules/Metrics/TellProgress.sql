-- How far an update is: update, session, step, its place among so many, wiki, done, of how many, answers fetched, facts
-- added, when the update and the step began.
insert into metrics.update_progress
    (update_id, session_id, step, nth, steps, wiki, done, of_total, fetched, added, started_at, step_started_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (update_id) do update set
    step = $3, nth = $4, steps = $5, wiki = $6, done = $7, of_total = $8, fetched = $9, added = $10, step_started_at = $12
