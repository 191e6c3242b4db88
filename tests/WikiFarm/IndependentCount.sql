-- Revisions of some people on one wiki in a window, with what a figure needs to know of each.
-- Parameters: @people (JSON array of user names), @start and @end (yyyyMMddHHmmss, UTC; the end itself is outside).
-- Left out, as a normal reader can't see them: revisions of deleted pages (they are in archive, not here) and revisions
-- whose author is hidden (bit 4 of rev_deleted). A hidden text or summary still counts.
select
    actor_name as author,
    page_id,
    page_namespace as namespace,
    coalesce(revision.rev_len, 0) - coalesce(parent.rev_len, 0) as difference,
    -- A page's first revision; the redirect that somebody makes or a move leaves behind creates no page.
    revision.rev_parent_id = 0
        and not exists (
            select 1
            from change_tag
            join change_tag_def on ctd_id = ct_tag_id
            where ct_rev_id = revision.rev_id and ctd_name = 'mw-new-redirect'
        ) as creates
from revision
join actor on actor_id = revision.rev_actor
join page on page_id = revision.rev_page
left join revision parent on parent.rev_id = revision.rev_parent_id
where
    cast(actor_name as text) in (select value from json_each(@people))
    and cast(revision.rev_timestamp as text) >= @start
    and cast(revision.rev_timestamp as text) < @end
    and revision.rev_deleted & 4 = 0
