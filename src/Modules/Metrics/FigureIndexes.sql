-- What readers of the facts need, made when the bulk is there. No unique key over the updates: the log has each once, and
-- keeping such a key would cost more than the rows.
create index page_update_session on page_update (session_id);
