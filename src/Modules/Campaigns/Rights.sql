-- Whether person $2 (null: nobody) coordinates node $1 (an organiser, campaign, program or session) or anything above it;
-- whether it is archived itself, whether anything above it is, and whether it was deleted.
with node as (
    select $1::uuid as id
), above as (
    select id as node_id from node
    union all
    select p.program_id from inventory.session s join inventory.program p using (program_id), node where s.session_id = node.id
    union all
    select p.campaign_id from inventory.session s join inventory.program p using (program_id), node where s.session_id = node.id
    union all
    select c.organiser_id
    from inventory.session s join inventory.program p using (program_id) join inventory.campaign c using (campaign_id), node
    where s.session_id = node.id
    union all
    select p.campaign_id from inventory.program p, node where p.program_id = node.id
    union all
    select c.organiser_id from inventory.program p join inventory.campaign c using (campaign_id), node where p.program_id = node.id
    union all
    select c.organiser_id from inventory.campaign c, node where c.campaign_id = node.id
)
select exists (select from inventory.coordinator join above using (node_id) where person_id = $2),
    exists (select from inventory.archived where node_id = $1),
    exists (select from inventory.archived join above using (node_id) where node_id <> $1),
    exists (select from inventory.deleted where node_id = $1)
