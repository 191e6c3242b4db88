-- What the campaign, program or session $1 belongs to.
select organiser_id from inventory.campaign where campaign_id = $1
union all select campaign_id from inventory.program where program_id = $1
union all select program_id from inventory.session where session_id = $1
