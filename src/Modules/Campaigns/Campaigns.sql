-- Campaigns with their organiser and the number of their listed sessions; the caller adds condition and order.
select c.campaign_id, c.slug, c.title, c.description, c.version, o.organiser_id, o.slug, o.name,
    (
        select count(*)
        from campaigns.program p join campaigns.session s using (program_id)
        where p.campaign_id = c.campaign_id and s.listed
    )
from campaigns.campaign c
join campaigns.organiser o using (organiser_id)
