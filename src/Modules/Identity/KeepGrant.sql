-- The right that a person ($1) gave: token ($2), when ($3), until when ($4). Nothing where the person was forgotten.
insert into identity.creation_grant (person_id, token, granted_at, expires_at)
select person_id, $2, $3, $4 from identity.person where person_id = $1 for key share
on conflict (person_id) do update
set token = excluded.token,
    granted_at = excluded.granted_at,
    expires_at = excluded.expires_at
