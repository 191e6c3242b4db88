-- Where sessions stand in the tree: the listed ones below node $1, and those of the ids $2, listed or not.
select s.session_id, s.program_id, p.campaign_id, c.organiser_id
from inventory.session s
join inventory.program p using (program_id)
join inventory.campaign c using (campaign_id)
where $1 in (s.program_id, p.campaign_id, c.organiser_id) and s.listed or s.session_id = any($2)
order by s.starts, s.session_id
