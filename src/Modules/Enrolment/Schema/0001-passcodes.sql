-- The passcodes of sessions. Not in the log, which keeps all for ever: a coordinator changes or clears one when it got
-- around. A session without a row asks for none.
create table passcode (
    session_id uuid primary key,
    passcode text not null
);

-- Who typed wrong passcodes lately: a person, or whoever sits at an address of the network. `wrong` are the instants of
-- the last ten minutes; until `locked_until` nothing that they type is looked at. `last` is for sweeping: ten minutes
-- later a row means nothing.
create table passcode_guard (
    subject text primary key,
    wrong timestamptz[] not null,
    locked_until timestamptz null,
    last timestamptz not null
);

create index passcode_guard_last on passcode_guard (last);
