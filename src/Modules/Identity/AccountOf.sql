-- The row of the map of this person ($1), whole, and those that are the same person.
select person_id, user_name, central_id, home_id, same_as, first_seen, checked_at
from identity.person
where person_id = $1
   or same_as = $1
order by person_id = $1 desc, first_seen
