-- Data updates, written in the append's transaction: those that coordinators asked for, which the worker takes from here,
-- and those of the schedule that found something. `added`
-- grows with each append, so that it is right also when another node takes an interrupted update up.
create table data_update (
    update_id uuid primary key,
    session_id uuid not null,
    requested_at timestamptz not null,
    completed_at timestamptz null,
    added int not null default 0,
    position bigint null,
    reason text not null default 'coordinator', -- coordinator, schedule, live
    cancelled boolean not null default false
);

create index data_update_session on data_update (session_id, requested_at desc);
create index data_update_open on data_update (requested_at) where completed_at is null;

-- What a data update could not read: a whole wiki, one person's account on it (person_id), or a part of it on no wiki
-- (step; the wiki is empty).
create table data_update_problem (
    update_id uuid not null,
    wiki text not null,
    person_id uuid null,
    step text null,
    code text not null,
    reason text not null
);

create index data_update_problem_update on data_update_problem (update_id);
