-- A wiki ($1) failed with a code ($2) at an instant ($3). The pause before the next attempt doubles from $4 to $5 with each
-- failure, and is at least what the wiki asked for ($6).
insert into metrics.failing_wiki as f (wiki, failures, code, failed_at, next_attempt)
values ($1, 1, $2, $3, $3 + greatest($4::interval, $6::interval))
on conflict (wiki) do update set
    failures = f.failures + 1,
    code = $2,
    failed_at = $3,
    next_attempt = $3 + greatest(least($4::interval * power(2, least(f.failures, 20)), $5::interval), $6::interval)
