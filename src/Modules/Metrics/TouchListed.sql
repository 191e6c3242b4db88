-- $1 sessions, $2 positions, $3 instants of the last change of each article list: figures rest on it only where nothing else
-- counts, and then only if nothing came after it.
update session_scope s set position = t.position, at = t.at
from unnest($1, $2, $3) as t (session_id, position, at)
where s.session_id = t.session_id and s.list_only and s.position < t.position
