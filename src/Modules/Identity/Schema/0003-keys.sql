-- The keys that protect cookies and forms: all nodes read the same ones, and a restart keeps them.
create table protection_key (
    name text primary key,
    xml text not null,
    stored_at timestamptz not null default now()
);
