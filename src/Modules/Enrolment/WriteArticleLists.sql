-- $1 sessions, $2 versions of their lists, $3 whether the number of authors was set, $4 to what; one element a session
with said as (
    select * from unnest($1, $2, $3, $4) as said (session_id, version, is_set, most_authors)
)
insert into article_list as l (session_id, version, most_authors)
select session_id, version, case when is_set then most_authors else 1 end from said
on conflict (session_id) do update set
    version = excluded.version,
    most_authors = case
        when (select is_set from said where said.session_id = l.session_id) then excluded.most_authors
        else l.most_authors
    end
