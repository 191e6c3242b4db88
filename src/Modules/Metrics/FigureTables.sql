-- The facts that figures are computed from, as the log told them. Unqualified on purpose: a replay makes the same tables
-- in a scratch schema. `position` and `at` are those of the last event that touched the session.
create table session_scope (
    session_id uuid primary key,
    tracked_from timestamptz not null,
    tracked_until timestamptz not null,
    list_only boolean not null default false, -- whether only edits on listed articles count
    since_enrolment boolean not null default false, -- whether edits count from the author's enrolment only
    walk_ins int not null default 0, -- people present without an account
    retention_until timestamptz null, -- up to when new editors' later edits are known from all wikis
    position bigint not null,
    at timestamptz not null
);

create table tracked_wiki (
    session_id uuid not null,
    wiki text not null,
    content_namespaces int[] not null,
    primary key (session_id, wiki)
);

create table participation (
    session_id uuid not null,
    person_id uuid not null,
    enrolled boolean not null,
    since timestamptz null, -- of the last enrolment
    present boolean not null default false, -- recorded as there, on site or remotely
    primary key (session_id, person_id)
);

create index participation_person on participation (person_id);

-- Who coordinates an organiser, campaign, program or session itself; rights go down from there.
create table coordinator (
    node_id uuid not null,
    person_id uuid not null,
    primary key (node_id, person_id)
);

-- The last event that touched the coordinators of a node.
create table coordination (
    node_id uuid primary key,
    position bigint not null,
    at timestamptz not null
);

-- By what the articles of each session's list are known, a row for each: the number of a page, or, without `page_id`, the
-- title under which an article was offered that did not exist then. One that became a page, or was deleted and made anew,
-- has several rows.
create table listed_article (
    session_id uuid not null,
    article_id uuid not null,
    wiki text not null,
    title text not null,
    page_id bigint null,
    unique nulls not distinct (session_id, article_id, page_id)
);

create index listed_article_page on listed_article (session_id, wiki, page_id);

-- Pages that coordinators took out of the figures, or into them, whatever the session's rule says.
create table page_choice (
    session_id uuid not null,
    wiki text not null,
    page_id bigint not null,
    counts boolean not null,
    reason text not null,
    primary key (session_id, wiki, page_id)
);

create table page_update (
    session_id uuid not null,
    wiki text not null,
    revision_id bigint not null,
    parent_id bigint null, -- not known of early updates
    page_id bigint not null,
    namespace int not null,
    title text null, -- not of user pages, which name a person
    person_id uuid not null,
    made_at timestamptz not null,
    bytes_difference int not null,
    creates_page boolean not null,
    is_redirect boolean not null,
    is_minor boolean not null
);

-- References in the text of a revision and of its parent; null where a wiki does not show a text, or there is no parent.
create table reference_count (
    session_id uuid not null,
    wiki text not null,
    revision_id bigint not null,
    refs int null,
    parent_refs int null
);

create table hidden_revision (
    session_id uuid not null,
    wiki text not null,
    revision_id bigint not null,
    suppressed boolean not null,
    primary key (session_id, wiki, revision_id)
);

-- What became of pages since: the title and namespace are null until a page moves.
create table page_state (
    session_id uuid not null,
    wiki text not null,
    page_id bigint not null,
    deleted boolean not null default false,
    namespace int null,
    title text null,
    primary key (session_id, wiki, page_id)
);

create table file_upload (
    session_id uuid not null,
    wiki text not null,
    log_id bigint not null,
    page_id bigint not null,
    title text not null,
    person_id uuid not null,
    uploaded_at timestamptz not null,
    primary key (session_id, wiki, log_id)
);

create table file_usage (
    session_id uuid not null,
    wiki text not null,
    page_id bigint not null,
    uses int not null,
    primary key (session_id, wiki, page_id)
);

create table registration (
    session_id uuid not null,
    person_id uuid not null,
    registered_at timestamptz null, -- the wiki does not tell
    primary key (session_id, person_id)
);

create table earlier_edit (
    session_id uuid not null,
    person_id uuid not null,
    before timestamptz not null,
    found boolean not null,
    primary key (session_id, person_id)
);

create table retained (
    session_id uuid not null,
    person_id uuid not null,
    made_at timestamptz not null,
    primary key (session_id, person_id, made_at)
);

create table page_views (
    session_id uuid not null,
    wiki text not null,
    page_id bigint not null,
    day date not null,
    views int not null,
    primary key (session_id, wiki, page_id, day)
);

-- Which edits count for each session: the one place that says so. An edit inside two sessions has two rows.
create view counted_edit as
select u.session_id, u.wiki, u.revision_id, u.parent_id, u.page_id, coalesce(now.namespace, u.namespace) as namespace,
    u.title, u.person_id, u.made_at, u.bytes_difference, u.is_minor,
    u.creates_page and not u.is_redirect as creates,
    -- A draft that became an article is one, whenever somebody looked first; a deleted page is where it was.
    coalesce(now.namespace, u.namespace) = any(w.content_namespaces) as content
from page_update u
join session_scope s using (session_id)
join tracked_wiki w using (session_id, wiki)
join participation p using (session_id, person_id)
left join page_choice c using (session_id, wiki, page_id)
left join page_state now using (session_id, wiki, page_id)
where p.enrolled and u.made_at >= s.tracked_from and u.made_at < s.tracked_until
    and (not s.since_enrolment or u.made_at >= p.since)
    -- An article that existed is known by its number, wherever it moves; a red link by the number of the page that was
    -- seen under its title.
    and coalesce(c.counts, not s.list_only
        or exists (
            select from listed_article a
            where a.session_id = u.session_id and a.wiki = u.wiki and a.page_id = u.page_id)
        or exists (
            select from page_update seen
            join listed_article a using (session_id, wiki, title)
            where seen.session_id = u.session_id and seen.wiki = u.wiki and seen.page_id = u.page_id
                and a.page_id is null));

-- Which uploads count for each session: those to tracked wikis, and to Commons always.
create view counted_upload as
select f.session_id, f.wiki, f.log_id, f.page_id, f.title, f.person_id, f.uploaded_at
from file_upload f
join session_scope s using (session_id)
join participation p using (session_id, person_id)
left join page_choice c using (session_id, wiki, page_id)
where p.enrolled and f.uploaded_at >= s.tracked_from and f.uploaded_at < s.tracked_until
    and (not s.since_enrolment or f.uploaded_at >= p.since)
    and coalesce(c.counts, true)
    and (f.wiki = 'commonswiki' or exists (
        select from tracked_wiki w where w.session_id = f.session_id and w.wiki = f.wiki));
