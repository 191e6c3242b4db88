-- Whether person $2 coordinates node $1 (an organiser, campaign, program or session) or anything above it.
with node as (
    select $1::uuid as id
), above as (
    select id as node_id from node
    union all
    select p.program_id from campaigns.session s join campaigns.program p using (program_id), node where s.session_id = node.id
    union all
    select p.campaign_id from campaigns.session s join campaigns.program p using (program_id), node where s.session_id = node.id
    union all
    select c.organiser_id
    from campaigns.session s join campaigns.program p using (program_id) join campaigns.campaign c using (campaign_id), node
    where s.session_id = node.id
    union all
    select p.campaign_id from campaigns.program p, node where p.program_id = node.id
    union all
    select c.organiser_id from campaigns.program p join campaigns.campaign c using (campaign_id), node where p.program_id = node.id
    union all
    select c.organiser_id from campaigns.campaign c, node where c.campaign_id = node.id
)
select exists (select from campaigns.coordinator join above using (node_id) where person_id = $2)
