-- $1 sessions, $2 positions, $3 instants of the last event that touched each
update session_scope s set position = t.position, at = t.at
from unnest($1, $2, $3) as t (session_id, position, at)
where s.session_id = t.session_id
