-- The updates that wait or are under way, in the order in which they are taken: who asked first, then what was just saved,
-- then whose time has come. A session whose time has come is read whole, with what was just saved there. $1: how many.
with saved as (
    select session_id, (array_agg(update_id order by update_id desc))[1] as update_id, min(asked_at) as asked_at
    from metrics.waiting_saver group by session_id
)
select update_id, session_id, reason
from (
    select update_id, session_id, 'Coordinator' as reason, requested_at as since, 0 as rank
    from data_updates.data_update where completed_at is null
    union all
    select q.update_id, session_id, 'Schedule', q.asked_at, case when saved.session_id is null then 2 else 1 end
    from metrics.update_queue q left join saved using (session_id)
    union all
    select update_id, session_id, 'Live', asked_at, 1
    from saved where not exists (select from metrics.update_queue q where q.session_id = saved.session_id)
) waiting
order by rank, since
limit $1
