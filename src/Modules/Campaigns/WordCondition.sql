-- A condition on session s: its title or venue, or the name of what it belongs to, is like {word}, a pattern.
(s.folded like inventory.folded({word}) or s.program_id = any(array(
    select p.program_id
    from inventory.program p join inventory.campaign c using (campaign_id) join inventory.organiser o using (organiser_id)
    where p.folded like inventory.folded({word})
        or c.folded like inventory.folded({word})
        or o.folded like inventory.folded({word})
)))
