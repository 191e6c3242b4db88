-- $1 sessions, $2 wikis, $3 revisions, $4 pages, $5 namespaces, $6 titles, $7 people, $8 instants, $9 byte differences to
-- the parent, $10 creates its page, $11 is a redirect when made; one array element a page update.
insert into page_update (session_id, wiki, revision_id, page_id, namespace, title, person_id, made_at, bytes_difference,
    creates_page, is_redirect)
select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
