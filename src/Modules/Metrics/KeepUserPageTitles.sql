-- $1 wikis, $2 pages, $3 their titles now, $4 user names in them, $5 who they are; at most one element a page.
insert into metrics.user_page_title (wiki, page_id, title, user_name, owner)
select * from unnest($1, $2, $3, $4, $5)
on conflict (wiki, page_id) do update
set title = excluded.title,
    user_name = excluded.user_name,
    owner = excluded.owner
