-- $1 sessions, $2 wikis, $3 content namespaces; one element a namespace of a wiki of a session, null
-- for a wiki without any.
insert into tracked_wiki (session_id, wiki, content_namespaces)
select session_id, wiki, coalesce(array_agg(namespace order by namespace) filter (where namespace is not null), '{}')
from unnest($1, $2, $3) as tracked (session_id, wiki, namespace)
group by session_id, wiki
