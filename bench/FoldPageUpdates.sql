-- What the figures' projection makes of page updates, by one statement inside PostgreSQL, into the table of that name in
-- the search path: $1 the position to begin after.
insert into page_update (session_id, wiki, revision_id, page_id, namespace, title, person_id, made_at, bytes_difference,
    creates_page, is_redirect)
select (data ->> 'session')::uuid, data ->> 'wiki', (data ->> 'revision')::bigint, (data ->> 'page')::bigint,
    (data ->> 'namespace')::int, data ->> 'title', (data ->> 'person')::uuid, (data ->> 'timestamp')::timestamptz,
    (data ->> 'bytesDifference')::int, (data ->> 'createsPage')::boolean, (data ->> 'isRedirect')::boolean
from events.mt_events
where type = 'page_update_recorded' and seq_id > $1
