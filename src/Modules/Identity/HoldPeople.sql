-- Who bears these names ($1), held until the transaction ends: nobody can forget them meanwhile.
select person_id, user_name
from identity.person
where user_name = any($1)
for key share
