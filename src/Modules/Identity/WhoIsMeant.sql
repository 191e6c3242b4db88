-- The person with this id ($1), or else with this user name ($2); a row that points to another one means that one.
select coalesce(p.same_as, p.person_id)
from identity.person p
where p.person_id = $1
   or p.user_name = $2
order by p.person_id = $1 desc
