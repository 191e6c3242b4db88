-- When a session's wikis were last asked what became of the articles on its list. Not in the log: that nothing happened is
-- no event. `failure` is why a wiki did not answer then, a sentence, or null.
create table article_check (
    session_id uuid primary key,
    checked_at timestamptz not null,
    failure text null
);
