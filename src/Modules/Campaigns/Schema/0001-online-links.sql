-- Where sessions meet online. Not in the log, which keeps all for ever and tells it: only participants and coordinators of
-- the session may know it.
create table online_link (
    session_id uuid primary key,
    link text not null
);
