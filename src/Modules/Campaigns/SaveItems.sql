-- Keeps what Wikidata said: $1 ids, $2 targets, $3 whether missing, $4 labels as JSON, $5 when it said so. Two nodes may have
-- asked at once: the later answer stays, and the order of ids keeps them from waiting for each other.
insert into campaigns.wikidata_item (item, target, missing, labels, fetched_at)
select told.item, told.target, told.missing, told.labels::jsonb, $5
from unnest($1, $2, $3, $4) as told (item, target, missing, labels)
order by told.item
on conflict (item) do update
set target = excluded.target, missing = excluded.missing, labels = excluded.labels, fetched_at = excluded.fetched_at
where excluded.fetched_at >= wikidata_item.fetched_at
