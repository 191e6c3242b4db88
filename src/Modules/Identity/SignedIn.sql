-- The row of this person ($1) and what they prefer.
select p.person_id, p.user_name, p.central_id, p.home_id, p.same_as, preference.language, preference.time_zone
from identity.person p
left join identity.preference using (person_id)
where p.person_id = $1
