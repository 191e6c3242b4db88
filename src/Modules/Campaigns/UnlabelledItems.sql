-- Items that plans name and that Wikidata was never asked for, at most $1.
select distinct named.item
from (
    select details ->> 'wikidataItem' as item from inventory.organiser
    union all select details ->> 'wikidataItem' from inventory.campaign
    union all select details ->> 'wikidataItem' from inventory.program
    union all select details ->> 'wikidataItem' from inventory.session
    union all select details ->> 'venueItem' from inventory.session
) as named
where named.item is not null
    and not exists (select from campaigns.wikidata_item as known where known.item = named.item)
limit $1
