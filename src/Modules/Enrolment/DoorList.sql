-- Who takes part in a session ($1) and what was recorded of them: all ('All', $2), those without a mark ('NotMarked'), the
-- 'Present' or the 'Absent'; and in any case one person more ($3), whose mark somebody has just set.
select p.person_id, p.attendance, p.since, d.presence, d.recorded_at
from roster.participant p
left join door.presence d on d.session_id = p.session_id and d.person_id = p.person_id
where p.session_id = $1
  and (
    p.person_id = $3
    or case $2
        when 'NotMarked' then d.presence is null
        when 'Present' then d.presence in ('OnSite', 'Remote')
        when 'Absent' then d.presence = 'Absent'
        else true
    end
  )
