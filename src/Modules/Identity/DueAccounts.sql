-- The rows that were not checked since $1, those never checked first; at most $2. A row that points to another one, or
-- of which nothing is known that could be asked for, is not among them.
select person_id, user_name, central_id, home_id, same_as
from identity.person
where (checked_at is null or checked_at < $1)
  and (user_name is not null or home_id is not null)
order by checked_at nulls first, person_id
limit $2
