-- The right to create accounts in somebody's name, as they gave it to the dashboard at the wiki: an access token, encrypted
-- (ASP.NET Core Data Protection), for as long as the wiki takes it. Gone with the person.
create table creation_grant (
    person_id uuid primary key references person on delete cascade,
    token bytea not null,
    granted_at timestamptz not null,
    expires_at timestamptz not null
);
