-- What readers of the facts need, made when the bulk is there. No unique key over the updates: the log has each once, and
-- keeping such a key would cost more than the rows.
create index page_update_page on page_update (session_id, wiki, page_id);
create index reference_count_session on reference_count (session_id);
