-- $1 session, $2 the caller or null: how many articles each filter of Articles.sql finds
select
    count(*)::int,
    (count(*) filter (where a.authors < coalesce(l.most_authors, a.authors + 1)))::int,
    (count(*) filter (where a.authors > 0))::int,
    (count(*) filter (where m.article_id is not null))::int,
    (count(*) filter (where a.authors > 0 and a.reviewers = 0 and a.state = 'Exists' and m.article_id is null))::int
from articles.article a
join articles.article_list l using (session_id)
left join (
    select distinct article_id from articles.article_role where session_id = $1 and person_id = $2
) m using (article_id)
where a.session_id = $1
