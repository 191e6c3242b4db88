-- Titles of user pages and their talk pages, which name a person, so the log has them not. Only of people whom the
-- dashboard knows (owner); a stranger's page has no row. Deleted when the owner is forgotten.
create table user_page_title (
    wiki text not null,
    page_id bigint not null,
    title text not null,
    user_name text not null,
    owner uuid not null,
    primary key (wiki, page_id)
);
create index user_page_title_owner_idx on user_page_title (owner);
create index user_page_title_user_name_idx on user_page_title (user_name);
