-- The part $1 came to its end: what it asked for is in the log. $2: up to when; $3: who was rejected; $4: who is not forgotten.
with part as (
    delete from metrics.contribution_part where part_id = $1 returning *
)
insert into metrics.contribution_cursor as c
    (session_id, wiki, person_id, name_hash, read_from, read_until, asked_at, rejected)
select p.session_id, p.wiki, m.person_id, m.name_hash, p.starts, $2, p.asked_at, m.person_id = any($3)
from part p, unnest(p.people, p.name_hashes) m(person_id, name_hash)
where m.person_id = any($4)
on conflict (session_id, wiki, person_id) do update set
    name_hash = excluded.name_hash,
    read_from = least(c.read_from, excluded.read_from),
    read_until = greatest(c.read_until, excluded.read_until),
    asked_at = greatest(c.asked_at, excluded.asked_at),
    rejected = excluded.rejected
