-- The programs whose own name, or whose campaign's or organiser's name, is like $1, a pattern.
select p.program_id
from inventory.program p join inventory.campaign c using (campaign_id) join inventory.organiser o using (organiser_id)
where p.folded like inventory.folded($1) or c.folded like inventory.folded($1) or o.folded like inventory.folded($1)
