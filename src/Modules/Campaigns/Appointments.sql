-- What person $1 coordinates, in the order of the appointments.
select n.kind, n.id, n.slug, n.title, c.since
from inventory.coordinator c
join (
    select 'Organiser' as kind, organiser_id as id, slug, name as title from inventory.organiser
    union all select 'Campaign', campaign_id, slug, title from inventory.campaign
    union all select 'Program', program_id, slug, title from inventory.program
    union all select 'Session', session_id, slug, title from inventory.session
) n on n.id = c.node_id
where c.person_id = $1
order by c.since, n.id
