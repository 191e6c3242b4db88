-- The content pages of session $1 with their titles now: when a participant created the page (null: improved only), and
-- the last day whose views are known. Deleted pages have no views, and pages of users are not looked at.
select e.wiki, e.page_id,
    coalesce(s.title, (array_agg(e.title order by e.made_at desc, e.revision_id desc))[1]) as title,
    min(e.made_at) filter (where e.creates) as created,
    (select max(v.day) from figures.page_views v
        where v.session_id = $1 and v.wiki = e.wiki and v.page_id = e.page_id) as counted
from figures.counted_edit e
left join figures.page_state s using (session_id, wiki, page_id)
where e.session_id = $1 and e.content and not coalesce(s.deleted, false) and coalesce(s.title, e.title) is not null
    and e.namespace not in (2, 3)
group by e.wiki, e.page_id, s.title
