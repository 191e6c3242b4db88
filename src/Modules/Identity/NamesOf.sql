-- The names of these persons ($1), as far as they are known.
select p.person_id, coalesce(p.user_name, same.user_name)
from identity.person p
left join identity.person same on same.person_id = p.same_as
where p.person_id = any($1)
  and coalesce(p.user_name, same.user_name) is not null
