-- What a person ($1) prefers from now on: language ($2), time zone ($3). Nothing where the person was forgotten.
insert into identity.preference (person_id, language, time_zone)
select person_id, $2, $3 from identity.person where person_id = $1 for key share
on conflict (person_id) do update
set language = excluded.language,
    time_zone = excluded.time_zone
