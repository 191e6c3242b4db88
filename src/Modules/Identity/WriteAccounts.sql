-- Writes rows of the map: persons ($1), names ($2), central ids ($3), home ids ($4), whom they are the same as ($5).
-- Names that change hands were taken away before, in the same transaction.
insert into identity.person (person_id, user_name, central_id, home_id, same_as)
select * from unnest($1, $2, $3, $4, $5)
on conflict (person_id) do update
set user_name = excluded.user_name,
    central_id = excluded.central_id,
    home_id = excluded.home_id,
    same_as = excluded.same_as,
    -- Who lost a name is the next to be asked for.
    checked_at = case when excluded.user_name is null then null else person.checked_at end
