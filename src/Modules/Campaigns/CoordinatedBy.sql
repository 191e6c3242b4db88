-- A condition on Sessions.sql: person $1 coordinates the session or what it belongs to.
exists (
    select
    from inventory.coordinator k
    where k.person_id = $1
      and k.node_id in (s.session_id, p.program_id, c.campaign_id, o.organiser_id)
)
