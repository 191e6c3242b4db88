-- The inventory: organisers, campaigns, programs, sessions and who coordinates them. Written in the append's own
-- transaction; `version` is that of the thing's stream, its ETag. `details` is what is told of it; names, titles and venues
-- stand beside it too, to be sorted and searched.
create table organiser (
    organiser_id uuid primary key,
    slug text not null,
    name text not null,
    details jsonb not null,
    version bigint not null,
    constraint organiser_slug_key unique (slug)
);

create table campaign (
    campaign_id uuid primary key,
    organiser_id uuid not null references organiser,
    slug text not null,
    title text not null,
    details jsonb not null,
    version bigint not null,
    constraint campaign_slug_key unique (slug)
);

create table program (
    program_id uuid primary key,
    campaign_id uuid not null references campaign,
    slug text not null,
    title text not null,
    details jsonb not null,
    version bigint not null,
    constraint program_slug_key unique (slug)
);

create table session (
    session_id uuid primary key,
    program_id uuid not null references program,
    slug text not null,
    title text not null,
    venue text not null,
    details jsonb not null,
    time_zone text not null,
    starts timestamptz not null,
    ends timestamptz not null,
    tracked_from timestamptz not null,
    tracked_until timestamptz not null,
    wikis jsonb not null,
    listed boolean not null,
    cancelled text null, -- the reason, which may be empty
    archived boolean not null default false, -- by itself or with what it belongs to
    registration jsonb not null default '{}',
    counting jsonb not null default '{}',
    version bigint not null,
    constraint session_slug_key unique (slug)
);

create index session_program on session (program_id);

create table coordinator (
    node_id uuid not null,
    person_id uuid not null,
    since timestamptz not null,
    primary key (node_id, person_id)
);

create index coordinator_person on coordinator (person_id);

-- Each address that a page ever had, by the kind of page. None is ever given to another page.
create table former_address (
    kind text not null,
    slug text not null,
    node_id uuid not null,
    constraint address_key primary key (kind, slug)
);

-- Campaigns, programs and sessions that were archived themselves.
create table archived (
    node_id uuid primary key
);

-- What was deleted. Its addresses stay in former_address.
create table deleted (
    node_id uuid primary key,
    kind text not null
);
