-- When wikis were asked last about things that may change there, so that a second look soon costs no request, whichever
-- session asks. `kind` says what was asked (such as page, revision), and so of what the id is; `wiki` is empty where it was
-- no single one. Losing a row costs a request.
create table checked (
    kind text not null,
    wiki text not null,
    id text not null,
    at timestamptz not null,
    primary key (kind, wiki, id)
);
