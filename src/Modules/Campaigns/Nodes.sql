-- Everything in the inventory with its address; the caller adds the condition.
select n.kind, n.id, n.slug, n.title, n.version
from (
    select 'Organiser' as kind, organiser_id as id, slug, name as title, version from inventory.organiser
    union all select 'Campaign', campaign_id, slug, title, version from inventory.campaign
    union all select 'Program', program_id, slug, title, version from inventory.program
    union all select 'Session', session_id, slug, title, version from inventory.session
) n
