-- $1 streams, each once, $2 their edits, $3 the bytes of those
insert into total as t (stream, edits, bytes) select * from unnest($1, $2, $3)
on conflict (stream) do update set edits = t.edits + excluded.edits, bytes = t.bytes + excluded.bytes
