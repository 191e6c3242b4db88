-- $1 wikis, $2 revisions, $3 authors, $4 summaries: one element a revision.
insert into metrics.edit_summary (wiki, revision_id, author, summary)
select * from unnest($1, $2, $3, $4)
on conflict (wiki, revision_id) do nothing
