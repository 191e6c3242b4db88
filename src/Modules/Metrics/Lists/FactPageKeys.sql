-- Which content pages were edited in a scope, each once, by wiki, the newest page first. $1 to $3: the scope. Only those
-- that figure $4 is counted from, on wiki $5, with edits of person $6, page $7; null is no limit. Behind page $9 of wiki $8,
-- at most $10. $11 and $12: numbers of pages, and wikis, that hold all that can be; null is no limit, and for speed alone.
select c.wiki, c.page_id, bool_or(c.creates) as created
from counted_edit c
where c.session_id = any($1) and c.content
    and ($2 is null or c.made_at >= $2) and ($3 is null or c.made_at < $3)
    and ($5 is null or c.wiki = $5) and ($6 is null or c.person_id = $6) and ($7 is null or c.page_id = $7)
    and ($11 is null or c.page_id = any($11)) and ($12 is null or c.wiki = any($12))
    and ($8 is null or c.wiki >= $8 and (c.wiki > $8 or c.page_id < $9))
    and case
        when $4 = 'pagesDeletedSince' then exists (
            select from page_state s
            where s.session_id = any($1) and s.wiki = c.wiki and s.page_id = c.page_id and s.deleted)
        when $4 in ('itemsCreated', 'itemsImproved') then c.wiki = 'wikidatawiki'
        else true
    end
group by c.wiki, c.page_id
having case
    when $4 in ('pagesCreated', 'itemsCreated', 'viewsOfCreatedPages') then bool_or(c.creates)
    when $4 in ('pagesImproved', 'itemsImproved', 'viewsPerDayOfImprovedPages') then not bool_or(c.creates)
    else true
end
order by c.wiki, c.page_id desc
limit $10
