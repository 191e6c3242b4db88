-- Organisers with the number of their campaigns; the caller adds condition and order.
select o.organiser_id, o.slug, o.details::text, o.version,
    (select count(*) from inventory.campaign c where c.organiser_id = o.organiser_id)
from inventory.organiser o
