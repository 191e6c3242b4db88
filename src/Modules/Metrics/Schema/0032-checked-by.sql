-- Which session asked last: it was told the answer, and others that have the same page by now take it from there. Null where
-- that is of no account.
alter table checked add column session_id uuid null;
