-- Who of these persons ($1) is not forgotten, held until the transaction ends: nobody can forget them meanwhile.
select person_id
from identity.person
where person_id = any($1)
order by person_id
for key share
