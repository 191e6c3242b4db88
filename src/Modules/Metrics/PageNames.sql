-- What pages are called now, as far as the session $1 knows them: of wikis $2 and numbers $3. Pages of users have no title
-- here, for it names a person.
select asked.wiki, asked.page_id,
    coalesce(
        (select s.title from figures.page_state s
            where s.session_id = $1 and s.wiki = asked.wiki and s.page_id = asked.page_id),
        (select u.title from figures.page_update u
            where u.session_id = $1 and u.wiki = asked.wiki and u.page_id = asked.page_id
            order by u.made_at desc limit 1),
        (select f.title from figures.file_upload f
            where f.session_id = $1 and f.wiki = asked.wiki and f.page_id = asked.page_id
            limit 1))
from unnest($2, $3) as asked (wiki, page_id)
