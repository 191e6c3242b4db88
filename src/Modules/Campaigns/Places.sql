-- Where person $2 (an administrator if $3) may move something of kind $1 to, with what that belongs to; at most 500.
with place as (
    select 'Session' as kind, p.program_id as id, p.title, c.title as above, p.program_id, p.campaign_id, c.organiser_id
    from inventory.program p join inventory.campaign c using (campaign_id)
    union all
    select 'Program', c.campaign_id, c.title, o.name, null, c.campaign_id, c.organiser_id
    from inventory.campaign c join inventory.organiser o using (organiser_id)
    union all
    select 'Campaign', o.organiser_id, o.name, '', null, null, o.organiser_id from inventory.organiser o
)
select id, title, above
from place
where kind = $1
  and ($3 or exists (
      select from inventory.coordinator
      where person_id = $2 and node_id in (place.program_id, place.campaign_id, place.organiser_id)
  ))
  and not exists (select from inventory.archived where node_id in (place.program_id, place.campaign_id))
order by above, title, id
limit 500
