-- Edit summaries of page updates, once a revision, whichever sessions have it. Not in the log, which keeps all: a wiki may
-- hide one later, and then it goes here too. An empty summary has no row. Deleted when the author is forgotten.
create table edit_summary (
    wiki text not null,
    revision_id bigint not null,
    author uuid not null,
    summary text not null,
    primary key (wiki, revision_id)
);
create index edit_summary_author_idx on edit_summary (author);
