-- A page of a list of people as it was kept: $1 key, $2 part. Only those that figure $3 is counted from, null is all. By
-- name behind place $5, or else by id behind person $4; at most $6.
select value::text, place
from metrics.kept_person
where key = $1 and part = $2
    and ($4 is null or person_id > $4) and ($5 is null or place > $5)
    and case $3
        when 'attendees' then (value ->> 'present')::boolean
        when 'editors' then (value ->> 'edits')::bigint > 0
        when 'newEditors' then value ->> 'experience' = 'new'
        when 'returningEditors' then value ->> 'experience' = 'returning'
        when 'retainedEditors' then coalesce((value ->> 'retained')::boolean, false)
        else true
    end
order by case when $5 is not null then place end, person_id
limit $6
