-- The facts of one wiki, which is attached as "wiki". Parameters: @wiki, the name that sessions know it by; @content, a JSON
-- array of its content namespaces; @first_look, before when what was deleted or hidden is not known.
-- References are counted as the history writes them: <ref>, <ref name=…>, {{sfn}}.
with hidden_unseen as (
    select cast(ls_value as int) as revision
    from wiki.log_search
    join wiki.logging on log_id = ls_log_id
    where ls_field = 'rev_id' and log_timestamp < @first_look
), revision as (
    select rev_id as id, rev_page as page, page_namespace as namespace, rev_actor as actor, rev_timestamp as made_at,
        rev_len as size, rev_parent_id as parent, rev_deleted as hidden, 0 as is_deleted
    from wiki.revision
    join wiki.page on page_id = rev_page
    union all
    select ar_rev_id, ar_page_id, ar_namespace, ar_actor, ar_timestamp, ar_len, ar_parent_id, ar_deleted, 1
    from wiki.archive
    where (
        select max(log_timestamp) from wiki.logging
        where log_type = 'delete' and log_action = 'delete' and log_page = ar_page_id) >= @first_look
), body as (
    select slot_revision_id as id, cast(old_text as text) as body
    from wiki.slots
    join wiki.content on content_id = slot_content_id
    join wiki.text on old_id = cast(substr(content_address, 4) as int)
), known_text as (
    select b.id,
        (length(body) - length(replace(body, '<ref>', ''))) / 5
        + (length(body) - length(replace(body, '<ref ', ''))) / 5
        + (length(body) - length(replace(body, '{{sfn', ''))) / 5 as refs
    from body b
    join revision r on r.id = b.id
    where not (r.hidden & 1 and b.id in (select revision from hidden_unseen))
)
insert into edit
select @wiki, r.id, r.page, r.namespace, actor_name, r.made_at, coalesce(r.size, 0) - coalesce(p.size, 0),
    r.parent = 0 and not exists (
        select 1
        from wiki.change_tag
        join wiki.change_tag_def on ctd_id = ct_tag_id
        where ct_rev_id = r.id and ctd_name = 'mw-new-redirect'),
    t.refs, case when r.parent = 0 then 0 else pt.refs end, r.is_deleted
from revision r
join wiki.actor on actor_id = r.actor
left join revision p on p.id = r.parent
left join known_text t on t.id = r.id
left join known_text pt on pt.id = r.parent
where not (r.hidden & 4 and r.id in (select revision from hidden_unseen));

insert into upload
select @wiki, log_page, actor_name, log_timestamp, (
    select count(*)
    from wiki.imagelinks
    join wiki.page on page_id = il_from
    where cast(il_to as text) = log_title and page_namespace in (select value from json_each(@content))
        and exists (select 1 from wiki.page where page_namespace = 6 and page_title = log_title))
from wiki.logging
join wiki.actor on actor_id = log_actor
where log_type = 'upload' and log_action = 'upload';

insert into account select @wiki, cast(user_name as text), user_registration from wiki.user;
