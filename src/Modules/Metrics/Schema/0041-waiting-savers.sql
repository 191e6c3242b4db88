-- Who has saved something on which wiki since their session was looked at: a live update of the session waits, which reads
-- these people there and nothing else. `update_id` is the update that they were noted for last; an update is done with those
-- that it found when it began, and who is noted again meanwhile has another id by then. Losing a row delays what was saved
-- until the next look. Deleted when the person is forgotten.
create table metrics.waiting_saver (
    session_id uuid not null,
    wiki text not null,
    person_id uuid not null,
    update_id uuid not null,
    asked_at timestamptz not null,
    primary key (session_id, wiki, person_id)
);
create index waiting_saver_person_idx on metrics.waiting_saver (person_id);
