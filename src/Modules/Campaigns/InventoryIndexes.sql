-- What only readers of the inventory need: what sessions are searched by, and the indexes that search rests on. The columns
-- are made of others by the database, so that whoever writes a row need not know of them.

-- Words as they are compared: without case and accents. Letters that no accent was put on, but that people type without
-- their stroke, are written out. Plain SQL, for the extension that does this need not be there.
create function folded(words text) returns text language sql immutable strict parallel safe as $$
    select replace(replace(replace(replace(
        translate(regexp_replace(lower(normalize(words, nfd)), '[\u0300-\u036f]', '', 'g'), 'øłđıħŧ', 'oldiht'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
$$;

-- What clocks show at the place of a session. A zone that this server has never heard of is read as UTC: a session must not
-- fail for it.
create function local_time(instant timestamptz, zone text) returns timestamp language plpgsql immutable strict
parallel safe as $$
begin
    return instant at time zone zone;
exception when invalid_parameter_value then
    return instant at time zone 'UTC';
end $$;

alter table organiser add column folded text generated always as (folded(name)) stored;
alter table campaign add column folded text generated always as (folded(title)) stored;
alter table program add column folded text generated always as (folded(title)) stored;
alter table session
    add column folded text generated always as (folded(title || ' ' || venue || ' ' || coalesce(details ->> 'address', ''))) stored,
    add column local_starts timestamp generated always as (local_time(starts, time_zone)) stored,
    add column local_ends timestamp generated always as (local_time(ends, time_zone)) stored;

create index session_start on session (starts, session_id) where listed;
create index session_end on session (ends) where listed;
create index session_period on session using gist (tstzrange(starts, ends)) where listed;
create index session_wikis on session using gin (wikis jsonb_path_ops) where listed;
-- Beginnings of codes are looked up, by bytes: the language with a hyphen behind, as the filter has it.
create index session_language on session ((lower(details ->> 'language') || '-') text_pattern_ops) where listed;
create index program_campaign on program (campaign_id);
create index campaign_organiser on campaign (organiser_id);

-- Parts of words are found by their trigrams where the server has that extension and lets us use it (it is a trusted one:
-- no superuser is needed); elsewhere they are found all the same, by reading all folded words.
do $$
declare
    home text;
begin
    begin
        create extension if not exists pg_trgm schema public;
    exception when others then
        raise notice 'Without pg_trgm, sessions are searched without an index: %', sqlerrm;
    end;
    select n.nspname into home
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm';
    if home is not null then
        execute format('create index session_words on session using gin (folded %I.gin_trgm_ops) where listed', home);
    end if;
end $$;
