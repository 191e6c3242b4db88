-- What readers of the facts need, made when the bulk is there. No unique key over the updates: the log has each once, and
-- keeping such a key would cost more than the rows.
create index page_update_person on page_update (session_id, person_id);

-- In the order of the lists of pages and of edits, whose first pages are read off them.
create index page_update_page on page_update (wiki, page_id desc);
create index page_update_made on page_update (made_at);

-- Sessions share what wikis told: looked up by whoever does not know it yet, and by the lists for the rows that they show.
create index reference_count_revision on reference_count (wiki, revision_id);
create index file_upload_page on file_upload (wiki, page_id);
create index page_views_page on page_views (wiki, page_id, day);
create index file_usage_page on file_usage (wiki, page_id);
create index page_state_page on page_state (wiki, page_id);
create index hidden_revision_revision on hidden_revision (wiki, revision_id);
