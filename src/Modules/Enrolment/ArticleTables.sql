-- The articles that sessions offer. `page_id` is null for what did not exist when it was offered: a red link.
create table article (
    article_id uuid primary key,
    session_id uuid not null,
    wiki text not null,
    title text not null,
    page_id bigint null,
    author uuid null
);

create index article_session on article (session_id);

-- `version` is that of the article list's stream; a session without a row has none.
create table article_list (
    session_id uuid primary key,
    version bigint not null
);
