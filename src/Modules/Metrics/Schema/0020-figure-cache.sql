-- Figures of scopes as they were computed last: thrown away whenever one likes. `updates` is of how many page updates,
-- `scope` of what the figures are, so that they can be computed anew before somebody asks.
create table figure_cache (
    key text not null,
    part text not null,
    version text not null,
    position bigint not null,
    value jsonb not null,
    updates bigint not null,
    scope jsonb not null,
    read_at timestamptz not null,
    primary key (key, part)
);
