-- The articles that sessions offer. `page_id` is null for what never existed, a red link; `authors` and `reviewers` are how
-- many there are in article_role. Titles are sorted by their characters, the same on every server.
create table article (
    article_id uuid primary key,
    session_id uuid not null,
    wiki text not null,
    title text collate "C" not null,
    page_id bigint null,
    state text not null, -- Exists, RedLink, Deleted, Redirect
    redirects_to text null,
    authors int not null,
    reviewers int not null,
    -- as titles are searched: without case and accents
    folded text generated always as
        (regexp_replace(lower(normalize(title collate "default", nfd)), '[\u0300-\u036f]', '', 'g')) stored
);

create index article_of_session on article (session_id, title, article_id);

create table article_role (
    article_id uuid not null,
    session_id uuid not null,
    person_id uuid not null,
    role text not null, -- Author, Reviewer
    primary key (article_id, role, person_id)
);

create index article_role_of_session on article_role (session_id);
create index article_role_of_person on article_role (person_id, session_id);

-- `version` is that of the article list's stream; a session without a row has none. `most_authors` may share an article,
-- null is as many as wish.
create table article_list (
    session_id uuid primary key,
    version bigint not null,
    most_authors int null default 1
);
