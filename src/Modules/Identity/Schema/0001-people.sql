-- The erasable map: who the person ids in the log are. User names live here and nowhere else.
create table person (
    person_id uuid primary key,
    user_name text not null,
    central_id bigint null unique,
    first_seen timestamptz not null default now(),
    constraint person_user_name_key unique (user_name)
);
