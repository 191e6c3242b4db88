-- The log, in Marten's table layout (columns, types and names as Marten 9 makes them), so that Marten opens the same
-- database. What is ours beyond it: natural_key, json and the triggers. `json` is the text (UTF-8) that `data` was made
-- of: PostgreSQL hands it out ten times as fast as it writes jsonb as text. Null where others have appended. No foreign key from events to streams: the append
-- statement writes both, and the key would halve bulk speed.
create schema if not exists events;

create sequence events.mt_events_sequence;

create table events.mt_streams (
    id uuid constraint pkey_mt_streams_id primary key,
    type varchar,
    version bigint,
    timestamp timestamptz not null default now(),
    created timestamptz not null default now(),
    tenant_id varchar not null default '*DEFAULT*',
    is_archived boolean not null default false,
    compacted_version bigint not null default 0
);

create table events.mt_events (
    seq_id bigint constraint pkey_mt_events_seq_id primary key,
    id uuid not null,
    stream_id uuid not null,
    version bigint not null,
    data jsonb not null,
    bdata bytea null,
    type varchar(500) not null,
    timestamp timestamptz not null default now(),
    tenant_id varchar not null default '*DEFAULT*',
    mt_dotnet_type varchar,
    is_archived boolean not null default false,
    correlation_id varchar,
    causation_id varchar,
    headers jsonb,
    user_name varchar,
    natural_key text collate "C",
    json bytea null
);

create unique index pk_mt_events_stream_and_version on events.mt_events (stream_id, version);

-- Natural keys of events that may be recorded once only, such as "enwiki:1234" in a session's activity stream. As text,
-- compared by bytes: keys offered together are neighbours in the index, which hashes would scatter.
create unique index mt_events_natural_key on events.mt_events (stream_id, natural_key) where natural_key is not null;

create table events.mt_event_progression (
    name varchar constraint pk_mt_event_progression primary key,
    last_seq_id bigint not null,
    last_updated timestamptz not null default now()
);

-- Which version of a projection made the tables of which schema, and whether its indexes are there. The live ones are in
-- the schema of the projection's name, those being built in <name>_next.
create table events.projection (
    schema varchar primary key,
    version int not null,
    indexed boolean not null
);

-- Why a shard stopped: the event it could not apply. Deleted when the shard gets past it.
create table events.shard_fault (
    name varchar primary key,
    position bigint not null,
    event_type varchar not null,
    error text not null,
    at timestamptz not null default now()
);

create function events.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The event log is append-only: % on % is refused.', lower(tg_op), tg_table_name
        using errcode = 'restrict_violation';
end $$;

-- A statement's trigger costs an insert nothing. "always": a session in the role of a replica does not get round it.
create trigger mt_events_append_only before update or delete or truncate on events.mt_events
    for each statement execute function events.refuse_change();
create trigger mt_streams_stay before delete or truncate on events.mt_streams
    for each statement execute function events.refuse_change();
-- Appends move a stream's version and timestamp, nothing else, and only forwards. What an append does not set is kept
-- by a statement's trigger; the row's condition is small, for it is prepared at each append.
create trigger mt_streams_keep before update of id, type, created, tenant_id on events.mt_streams
    for each statement execute function events.refuse_change();
create trigger mt_streams_go_forwards after update on events.mt_streams
    for each row when ((new.version < old.version) is not false)
    execute function events.refuse_change();
alter table events.mt_events enable always trigger mt_events_append_only;
alter table events.mt_streams enable always trigger mt_streams_stay;
alter table events.mt_streams enable always trigger mt_streams_keep;
alter table events.mt_streams enable always trigger mt_streams_go_forwards;
