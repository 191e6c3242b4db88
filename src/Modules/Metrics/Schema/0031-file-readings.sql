-- How far a person's new files on Commons were read for a session that does not follow it. Losing a row costs a request.
create table file_reading (
    session_id uuid not null,
    person_id uuid not null,
    read_from timestamptz not null,
    read_until timestamptz not null,
    primary key (session_id, person_id)
);
