-- How a person likes the pages; null is as the browser and the session say. Gone with the person.
create table preference (
    person_id uuid primary key references person on delete cascade,
    language text null,
    time_zone text null
);
