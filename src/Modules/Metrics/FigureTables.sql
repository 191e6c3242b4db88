-- The facts that figures are computed from, as the log told them. Unqualified on purpose: a replay makes the same tables
-- in a scratch schema. `position` and `at` are those of the last event that touched the session.
create table session_scope (
    session_id uuid primary key,
    tracked_from timestamptz not null,
    tracked_until timestamptz not null,
    list_only boolean not null default false, -- whether only edits on listed articles count
    since_enrolment boolean not null default false, -- whether edits count from the author's enrolment only
    position bigint not null,
    at timestamptz not null
);

create table tracked_wiki (
    session_id uuid not null,
    wiki text not null,
    content_namespaces int[] not null,
    primary key (session_id, wiki)
);

create table participation (
    session_id uuid not null,
    person_id uuid not null,
    enrolled boolean not null,
    since timestamptz null, -- of the last enrolment
    primary key (session_id, person_id)
);

create index participation_person on participation (person_id);

-- By what the articles of each session's list are known, a row for each: the number of a page, or, without `page_id`, the
-- title under which an article was offered that did not exist then. One that became a page, or was deleted and made anew,
-- has several rows.
create table listed_article (
    session_id uuid not null,
    article_id uuid not null,
    wiki text not null,
    title text not null,
    page_id bigint null,
    unique nulls not distinct (session_id, article_id, page_id)
);

create table page_update (
    session_id uuid not null,
    wiki text not null,
    revision_id bigint not null,
    page_id bigint not null,
    namespace int not null,
    title text null, -- not of user pages, which name a person
    person_id uuid not null,
    made_at timestamptz not null,
    bytes_difference int not null,
    creates_page boolean not null,
    is_redirect boolean not null
);
