-- Who holds the token with this hash ($1) at this instant ($2), and that it was used: to the minute, so that a busy program
-- does not write a row a request.
with used as (
    update identity.access_token
    set last_used_at = $2
    where hash = $1
      and expires_at > $2
      and (last_used_at is null or last_used_at < $2 - interval '1 minute')
)
select p.person_id, p.user_name, p.central_id, p.home_id, p.same_as, t.scopes
from identity.access_token t
join identity.person p on p.person_id = t.person_id
where t.hash = $1
  and t.expires_at > $2
  and p.user_name is not null
