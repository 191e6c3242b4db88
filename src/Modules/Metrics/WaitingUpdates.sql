-- The updates that wait or are under way, in the order in which they are taken: who asked first, then what just changed,
-- then whose time has come. $1: how many.
select update_id, session_id, reason
from (
    select update_id, session_id, 'Coordinator' as reason, requested_at as since, 0 as rank
    from data_updates.data_update where completed_at is null
    union all
    select update_id, session_id, reason, asked_at, case reason when 'Live' then 1 else 2 end
    from metrics.update_queue
) waiting
order by rank, since
limit $1
