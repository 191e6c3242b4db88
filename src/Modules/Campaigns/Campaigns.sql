-- Campaigns with their organiser and the number of their listed sessions; the caller adds condition and order.
select c.campaign_id, c.slug, c.details::text, c.version, o.organiser_id, o.slug, o.name,
    (
        select count(*)
        from inventory.program p join inventory.session s using (program_id)
        where p.campaign_id = c.campaign_id and s.listed
    ),
    exists (select from inventory.archived a where a.node_id = c.campaign_id)
from inventory.campaign c
join inventory.organiser o using (organiser_id)
