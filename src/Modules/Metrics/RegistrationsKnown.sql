-- What any session knows of when the accounts of people $1 were registered: a row each, that of session $2 itself first.
select distinct on (person_id) person_id, registered_at, session_id = $2
from figures.registration
where person_id = any($1)
order by person_id, session_id <> $2, registered_at
