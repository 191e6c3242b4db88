-- Programs with their campaign and the number of their listed sessions; the caller adds condition and order.
select p.program_id, p.slug, p.details::text, p.version, c.campaign_id, c.slug, c.title,
    (select count(*) from inventory.session s where s.program_id = p.program_id and s.listed),
    exists (select from inventory.archived a where a.node_id = p.program_id)
from inventory.program p
join inventory.campaign c using (campaign_id)
