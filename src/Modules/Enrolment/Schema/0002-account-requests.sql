-- What somebody asked for an account with, beside the log: gone when it is dealt with, and after thirty days. `email` is
-- encrypted (ASP.NET Core Data Protection). `attempted_at` is the wiki's time before an attempt to create the account
-- whose end nobody knows; `problem` and `problem_text` are what the wiki said to the last one.
create table account_request (
    request_id uuid primary key,
    session_id uuid not null,
    user_name text not null,
    email bytea not null,
    attendance text not null,
    requested_at timestamptz not null,
    attempted_at timestamptz null,
    problem text null,
    problem_text text null,
    unique (session_id, user_name)
);
create index account_request_age_idx on account_request (requested_at);
