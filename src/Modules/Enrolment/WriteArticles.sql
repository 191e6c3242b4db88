-- $1 articles, $2 their sessions, $3 wikis, $4 titles, $5 numbers of pages, $6 states, $7 targets of redirects, $8 how many
-- authors, $9 how many reviewers; one element an article
insert into article (article_id, session_id, wiki, title, page_id, state, redirects_to, authors, reviewers)
select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (article_id) do update set
    title = excluded.title, page_id = excluded.page_id, state = excluded.state, redirects_to = excluded.redirects_to,
    authors = excluded.authors, reviewers = excluded.reviewers
