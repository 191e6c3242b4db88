-- The list of people of a large scope as it was counted last, a row each, thrown away with its figures. `place` is by name,
-- which is not kept: names are asked for when the row is shown.
create table metrics.kept_person (
    key text not null,
    part text not null,
    person_id uuid not null,
    place int not null,
    value jsonb not null,
    primary key (key, part, person_id),
    foreign key (key, part) references metrics.figure_cache (key, part) on delete cascade
);
create index kept_person_place_idx on metrics.kept_person (key, part, place);
