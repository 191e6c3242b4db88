-- $1 positions, $2 event ids, $3 types, $4 subjects, $5 times, $6 data, $7 scopes (null: cannot be hidden).
insert into entry (position, id, type, subject, time, data, scope)
select * from unnest($1, $2, $3, $4, $5, $6, $7)
