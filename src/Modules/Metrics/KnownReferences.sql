-- What any session knows of the references of these revisions: $1 wiki, $2 revisions.
select distinct on (revision_id) revision_id, refs, parent_refs
from figures.reference_count
where wiki = $1 and revision_id = any($2)
order by revision_id
