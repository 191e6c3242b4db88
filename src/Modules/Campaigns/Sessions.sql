-- Sessions with what they belong to; the caller adds the condition.
select
    s.session_id, s.slug, s.details::text, s.cancelled, s.time_zone, s.starts, s.ends, s.tracked_from, s.tracked_until,
    s.wikis::text, s.listed, s.version,
    p.program_id, p.slug, p.title,
    c.campaign_id, c.slug, c.title,
    o.organiser_id, o.slug, o.name,
    s.registration::text, s.counting::text, s.archived
from inventory.session s
join inventory.program p using (program_id)
join inventory.campaign c using (campaign_id)
join inventory.organiser o using (organiser_id)
