-- What is kept of more than $1 page updates, of version $3, and was read after $2: part, scope and position, the smallest first.
-- Lists of few facts (FewFacts) come behind the rest, and only if they were read after $4.
select part, scope::text, position
from metrics.figure_cache, lateral (values (part like 'few-%')) as of_few (is_few)
where updates > $1 and version = $3 and read_at > case when is_few then $4 else $2 end
order by is_few, updates
