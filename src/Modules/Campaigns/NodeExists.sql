-- Whether an organiser, campaign, program or session has the id $1.
select exists (select from campaigns.organiser where organiser_id = $1)
    or exists (select from campaigns.campaign where campaign_id = $1)
    or exists (select from campaigns.program where program_id = $1)
    or exists (select from campaigns.session where session_id = $1)
