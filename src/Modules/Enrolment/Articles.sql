-- $1 session, $2 a filter's name, $3 the caller or null, $4 a pattern that titles are like or null, $5 title and $6 id of the
-- article before, or null, $7 how many at most
select
    a.article_id, a.wiki, a.title, a.page_id, a.state, a.redirects_to, a.authors, a.reviewers,
    a.authors < coalesce(l.most_authors, a.authors + 1) as available
from articles.article a
join articles.article_list l using (session_id)
where a.session_id = $1
    and ($5 is null or (a.title, a.article_id) > ($5 collate "C", $6))
    and ($4 is null or a.folded like regexp_replace(lower(normalize($4, nfd)), '[\u0300-\u036f]', '', 'g'))
    and case $2
        when 'Available' then a.authors < coalesce(l.most_authors, a.authors + 1)
        when 'Taken' then a.authors > 0
        when 'Mine' then exists (
            select from articles.article_role r where r.article_id = a.article_id and r.person_id = $3
        )
        when 'ToReview' then a.authors > 0 and a.reviewers = 0 and a.state = 'Exists' and not exists (
            select from articles.article_role r where r.article_id = a.article_id and r.person_id = $3
        )
        else true
    end
order by a.title, a.article_id
limit $7
