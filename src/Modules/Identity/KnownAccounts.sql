-- The rows that hold one of these central ids ($1) or one of these names ($2).
select person_id, user_name, central_id, home_id, same_as
from identity.person
where central_id = any($1)
   or user_name = any($2)
