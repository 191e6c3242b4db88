-- The last event that touched one of the sessions $1, or its coordinators: position and instant; no row where none did.
select position, at from figures.session_scope where session_id = any($1)
union all
select position, at from figures.coordination where node_id = any($1)
order by position desc
limit 1
