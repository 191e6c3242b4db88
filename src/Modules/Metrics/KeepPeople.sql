-- $1 key and $2 part of a list of people, $3 its rows by name
insert into metrics.kept_person (key, part, person_id, place, value)
select $1, $2, (row ->> 'person')::uuid, place, row
from jsonb_array_elements($3) with ordinality as r (row, place)
