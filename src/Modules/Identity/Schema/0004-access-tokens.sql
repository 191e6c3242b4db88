-- Personal access tokens: only their SHA-256 is kept. A revoked one is gone, as are those of an erased person.
create table access_token (
    token_id uuid primary key,
    person_id uuid not null references person on delete cascade,
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz null
);
create index access_token_person_idx on access_token (person_id);
