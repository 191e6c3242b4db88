-- The public feed: one row a public fact, at the position of its event, and the scopes (sessions) that are unlisted now.
create table entry (
    position bigint primary key,
    id uuid not null,
    type text not null,
    subject text not null,
    time timestamptz not null,
    data jsonb not null,
    scope uuid null
);

create table hidden_scope (
    scope uuid primary key
);
