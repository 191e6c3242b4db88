-- Who takes part in which session now. Written in the append's own transaction.
create table participant (
    session_id uuid not null,
    person_id uuid not null,
    attendance text not null,
    since timestamptz not null,
    primary key (session_id, person_id)
);

create index participant_person on participant (person_id);

-- Who waits for a place: the lowest `arrival` of a session comes first. It is the version of the roster's stream.
create table waiter (
    session_id uuid not null,
    person_id uuid not null,
    attendance text not null,
    since timestamptz not null,
    arrival bigint not null,
    primary key (session_id, person_id)
);

create index waiter_arrival on waiter (session_id, arrival);
create index waiter_person on waiter (person_id);

-- Whom a coordinator took off, with the place that they had.
create table removed (
    session_id uuid not null,
    person_id uuid not null,
    attendance text not null,
    since timestamptz not null,
    removed_at timestamptz not null,
    primary key (session_id, person_id)
);

-- A session without a row has an empty roster of version 0. `is_open` is what a coordinator's hand said last, at
-- `switched_at`; null if none did. `version` is that of the roster's stream.
create table registration (
    session_id uuid primary key,
    is_open boolean null,
    switched_at timestamptz null,
    version bigint not null
);
