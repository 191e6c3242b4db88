-- Sessions as entries of a calendar, with when their stream began and last grew; the caller adds condition and order.
select s.session_id, s.slug, s.title, s.details ->> 'description', s.venue, s.starts, s.ends,
    s.version, m.created, m.timestamp, s.cancelled is not null,
    s.details ->> 'address', (s.details ->> 'latitude')::numeric, (s.details ->> 'longitude')::numeric
from inventory.session s
join events.mt_streams m on m.id = s.session_id
