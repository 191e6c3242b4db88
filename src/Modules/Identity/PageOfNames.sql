-- A page of these persons ($1) by name: of those whose name holds a text ($2; empty: all of them), so many ($4) from the
-- row $3 on; and how many there are of them. Who has no name any more comes last, and holds no text. Case and accents
-- don't matter: who types "zoe" finds "Zoë".
with asked as (
    select trim(regexp_replace(lower(normalize($2, nfd)), '[\u0300-\u036f]', '', 'g')) as words
), named as (
    select one.id as person_id, coalesce(p.user_name, same.user_name) as name
    from unnest($1) as one (id)
    left join identity.person p on p.person_id = one.id
    left join identity.person same on same.person_id = p.same_as
), spelt as (
    select person_id, name, regexp_replace(lower(normalize(name, nfd)), '[\u0300-\u036f]', '', 'g') as words
    from named
)
select s.person_id, s.name, count(*) over () as found
from spelt s, asked a
where a.words = '' or strpos(s.words, a.words) > 0
order by s.words nulls last, s.name, s.person_id
offset $3 limit $4
