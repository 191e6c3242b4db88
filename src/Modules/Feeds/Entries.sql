-- The entries after a position ($1), at most $2, without those of unlisted sessions.
select e.position, e.id, e.type, e.subject, e.time, e.data
from feed.entry e
where e.position > $1 and not exists (select from feed.hidden_scope h where h.scope = e.scope)
order by e.position
limit $2
