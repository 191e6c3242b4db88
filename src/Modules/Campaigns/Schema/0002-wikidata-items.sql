-- What Wikidata calls the items that plans name: a cache, which may be emptied at any time. Nothing here is personal.
create table wikidata_item (
    item text primary key, -- as it was named, such as Q42
    target text null, -- the item that it redirects to
    missing boolean not null, -- Wikidata says that there is none
    labels jsonb not null, -- by the language that each is for: {"nl": {"text": "…", "language": "nl"}}
    fetched_at timestamptz not null
);
