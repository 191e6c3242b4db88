-- Data updates, written in the append's transaction: the queue that the worker takes from, and what pages show. `added`
-- grows with each append, so that it is right also when another node takes an interrupted update up.
create table data_update (
    update_id uuid primary key,
    session_id uuid not null,
    requested_at timestamptz not null,
    completed_at timestamptz null,
    added int not null default 0,
    position bigint null
);

create index data_update_session on data_update (session_id, requested_at desc);
create index data_update_open on data_update (requested_at) where completed_at is null;

-- What a data update could not read: a whole wiki (person_id null) or one person's account on it.
create table data_update_problem (
    update_id uuid not null,
    wiki text not null,
    person_id uuid null,
    code text not null,
    reason text not null
);

create index data_update_problem_update on data_update_problem (update_id);
