-- Up to when the contributions of each participant were read from each wiki, for a session: all of [read_from, read_until)
-- is in the log. `name_hash` is that of the user name that was asked for (SHA-256): a person who is called otherwise now is
-- read anew. `rejected`: the wiki takes that name for no user name at all.
create table contribution_cursor (
    session_id uuid not null,
    wiki text not null,
    person_id uuid not null,
    name_hash bytea not null,
    read_from timestamptz not null,
    read_until timestamptz not null,
    asked_at timestamptz not null,
    rejected boolean not null,
    primary key (session_id, wiki, person_id)
);
create index contribution_cursor_person on contribution_cursor (person_id);

-- Parts of a reading that have begun and not come to their end: up to fifty people in the window [starts, ends).
-- `still_to_ask` says how to go on without repeating a request; it moves with each answer. Deleted at the end of the part.
create table contribution_part (
    part_id uuid primary key,
    session_id uuid not null,
    wiki text not null,
    people uuid[] not null,
    name_hashes bytea[] not null,
    starts timestamptz not null,
    ends timestamptz not null,
    asked_at timestamptz not null,
    still_to_ask jsonb not null,
    rejected uuid[] not null default '{}'
);
create index contribution_part_session on contribution_part (session_id, wiki);

-- Updates that nobody asked for: those of the schedule and of live changes, at most one waiting a session.
create table update_queue (
    session_id uuid primary key,
    update_id uuid not null,
    reason text not null,
    asked_at timestamptz not null
);

-- The last look at each session's wikis, whether or not it found anything: when, when one last found something, and what
-- could not be read (wiki, code, reason, person, step).
create table session_look (
    session_id uuid primary key,
    looked_at timestamptz not null,
    found_at timestamptz null,
    problems jsonb not null
);

-- Wikis that did not answer, and when the schedule tries again.
create table failing_wiki (
    wiki text primary key,
    failures int not null,
    code text not null,
    failed_at timestamptz not null,
    next_attempt timestamptz not null
);

-- How far updates under way are, told a few times a second by the node that has them.
create table update_progress (
    update_id uuid primary key,
    session_id uuid not null,
    step text not null,
    nth int not null,
    steps int not null,
    wiki text null,
    done int not null,
    of_total int null,
    fetched int not null,
    added int not null,
    started_at timestamptz not null,
    step_started_at timestamptz not null
);
create index update_progress_session on update_progress (session_id);
