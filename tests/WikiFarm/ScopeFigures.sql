-- Each figure of the union of the sessions in @sessions (a JSON array of names), a row each: its key and its value, null where
-- it is pending. Written from the definitions in METRICS alone. @today (yyyy-MM-dd): views of that day are not known yet.
with scope as (
    select * from session where name in (select value from json_each(@sessions))
), counted as materialized (
    select s.name as session, e.*, e.namespace in (select value from json_each(t.content)) as is_content
    from scope s
    join tracked t on t.session = s.name
    join enrolled p on p.session = s.name
    join edit e on e.wiki = t.wiki and e.author = p.person and e.made_at >= s.starts and e.made_at < s.ends
    where not exists (
        select 1 from excluded x where x.session = s.name and x.wiki = e.wiki and x.page = e.page)
), revision as materialized (
    select wiki, revision, page, author, made_at, difference, creates, refs, parent_refs, is_deleted,
        max(is_content) as is_content
    from counted
    group by wiki, revision
), content as (
    select * from revision where is_content
), page as materialized (
    select wiki, page, max(creates) as is_created, max(is_deleted) as is_deleted,
        min(case when creates then made_at end) as created_at
    from content
    group by wiki, page
), file as (
    select u.wiki, u.page, u.uses
    from scope s
    join enrolled p on p.session = s.name
    join upload u on u.person = p.person and u.made_at >= s.starts and u.made_at < s.ends
    where u.wiki = 'commonswiki' or u.wiki in (select wiki from tracked t where t.session = s.name)
    group by u.wiki, u.page
), registration as (
    -- Unknown where one of the tracked wikis does not tell it.
    select p.session, p.person,
        case when count(*) = count(a.registered_at) then min(a.registered_at) end as registered_at
    from enrolled p
    join tracked t on t.session = p.session
    join account a on a.wiki = t.wiki and a.person = p.person
    where p.session in (select name from scope)
    group by p.session, p.person
), newcomer as (
    select r.session, r.person
    from registration r
    join scope s on s.name = r.session
    where r.registered_at >= s.new_from and r.registered_at < s.ends
), returning_editor as (
    select distinct c.author
    from counted c
    join scope s on s.name = c.session
    where c.author not in (select person from newcomer) and exists (
        select 1
        from edit e
        join tracked t on t.session = s.name and t.wiki = e.wiki
        where e.author = c.author and e.made_at < s.starts)
), retained as (
    select distinct n.person
    from newcomer n
    join scope s on s.name = n.session
    where exists (
        select 1
        from edit e
        join tracked t on t.session = s.name and t.wiki = e.wiki
        where e.author = n.person and e.made_at >= s.stay_from and e.made_at < s.stay_until)
), seen as (
    select v.day, v.views, p.is_created,
        v.day >= substr(p.created_at, 1, 4) || '-' || substr(p.created_at, 5, 2) || '-' || substr(p.created_at, 7, 2)
            as is_since_creation
    from views.seen v
    join page p on p.wiki = v.wiki and p.page = v.page
    where v.day < @today
), last_days as (
    select views from seen
    where not is_created and day > (select date(max(day), '-30 days') from seen where not is_created)
)
select 'participants', (select count(distinct person) from enrolled where session in (select name from scope))
union all select 'attendees',
    (select count(distinct person) from enrolled where present and session in (select name from scope))
    + (select sum(walk_ins) from scope)
union all select 'organisers', (select count(distinct person) from coordinator where session in (select name from scope))
union all select 'editors', (select count(distinct author) from revision)
union all select 'newEditors', (select count(distinct person) from newcomer)
union all select 'returningEditors', (select count(*) from returning_editor)
union all select 'retainedEditors', case when (select min(is_final) from scope) then (select count(*) from retained) end
union all select 'unknownRegistrations', (
    select count(distinct person) from registration r
    where not exists (
        select 1 from registration k where k.person = r.person and k.registered_at is not null))
union all select 'edits', (select count(*) from revision)
union all select 'contentEdits', (select count(*) from content)
union all select 'pagesEdited', (select count(*) from page)
union all select 'pagesCreated', (select count(*) from page where is_created)
union all select 'pagesImproved', (select count(*) from page where not is_created)
union all select 'pagesDeletedSince', (select count(*) from page where is_deleted)
union all select 'bytesAdded', (select coalesce(sum(difference), 0) from content where difference > 0)
union all select 'bytesRemoved', (select coalesce(sum(difference), 0) from content where difference < 0)
union all select 'bytesNet', (select coalesce(sum(difference), 0) from content)
union all select 'bytesAbsolute', (select coalesce(sum(abs(difference)), 0) from content)
union all select 'wordsAdded', (select coalesce(sum(difference), 0) * 1000 / 5175 from content where difference > 0)
union all select 'referencesAdded', (select coalesce(sum(refs - parent_refs), 0) from content where refs > parent_refs)
union all select 'referencesRemoved', (select coalesce(sum(refs - parent_refs), 0) from content where refs < parent_refs)
union all select 'filesUploaded', (select count(*) from file)
union all select 'filesInUse', (select count(*) from file where uses > 0)
union all select 'fileUsages', (select coalesce(sum(uses), 0) from file)
union all select 'viewsOfCreatedPages', (select coalesce(sum(views), 0) from seen where is_created and is_since_creation)
union all select 'viewsPerDayOfImprovedPages', (select cast(round(coalesce(sum(views), 0) / 30.0) as int) from last_days)
union all select 'itemsCreated', (select count(*) from page where wiki = 'wikidatawiki' and is_created)
union all select 'itemsImproved', (select count(*) from page where wiki = 'wikidatawiki' and not is_created)
