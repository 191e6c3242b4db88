-- What was recorded of participants' attendance: who has no row has no mark. Written in the append's own transaction.
create table presence (
    session_id uuid not null,
    person_id uuid not null,
    presence text not null,
    recorded_at timestamptz not null,
    primary key (session_id, person_id)
);

create index presence_person on presence (person_id);

-- How many people without an account are there; a session without a row has none.
create table walk_ins (
    session_id uuid primary key,
    count int not null
);
