-- What is counted from: the plans of sessions, and the facts of all wikis (ScopeFacts.sql). Instants are yyyyMMddHHmmss, UTC.
create table session (
    name text primary key, starts text, ends text, new_from text, stay_from text, stay_until text, is_final int, walk_ins int
);
create table tracked (session text, wiki text, content text); -- content: a JSON array of namespaces
create table enrolled (session text, person text, present int);
create table coordinator (session text, person text);
create table excluded (session text, wiki text, page int);

create table edit (
    wiki text, revision int, page int, namespace int, author text, made_at text, difference int, creates int,
    refs int, parent_refs int, -- null: nobody could read the text
    is_deleted int -- the page is
);
create index edit_author on edit (author, made_at);
create table upload (wiki text, page int, person text, made_at text, uses int);
create table account (wiki text, person text, registered_at text);
