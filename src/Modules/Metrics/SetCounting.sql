-- $1 sessions, $2 whether only listed articles count, $3 whether edits count from the enrolment; one element a session
update session_scope s set list_only = c.list_only, since_enrolment = c.since_enrolment
from unnest($1, $2, $3) as c (session_id, list_only, since_enrolment)
where s.session_id = c.session_id
