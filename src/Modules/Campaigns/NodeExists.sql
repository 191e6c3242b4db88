-- Whether an organiser, campaign, program or session has the id $1.
select exists (select from inventory.organiser where organiser_id = $1)
    or exists (select from inventory.campaign where campaign_id = $1)
    or exists (select from inventory.program where program_id = $1)
    or exists (select from inventory.session where session_id = $1)
