-- Where listening to a stream of events goes on, after a restart or on another node.
create table stream_place (
    stream text primary key,
    event_id text null,
    at timestamptz not null
);
