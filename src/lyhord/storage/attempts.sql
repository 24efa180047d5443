-- name: begin(attempt_key, free, longest)$
-- Count one more try, unless it has to wait. The count comes before the secret is looked at, so
-- that tries side by side cannot pass each other. After the free tries the wait doubles up to the
-- longest. A quiet day forgets them.
insert into staff.attempt as a (attempt_key, failures, blocked_until)
values (:attempt_key, 1, now())
on conflict on constraint attempt_pkey do update
set
  failures = case when a.blocked_until < now() - interval '1 day' then 1 else a.failures + 1 end,
  blocked_until = now() + make_interval(
    secs => case
      when a.blocked_until < now() - interval '1 day' then 0
      else least(
        cast(:longest as integer), power(2, least(a.failures + 1 - cast(:free as integer), 20)) - 1
      )
    end * cast(a.failures >= cast(:free as integer) as integer)
  )
where a.blocked_until <= now()
returning failures;

-- name: seconds_to_wait(attempt_key)$
-- How long until the next try.
select cast(ceil(extract(epoch from blocked_until - now())) as integer)
from staff.attempt
where attempt_key = :attempt_key;

-- name: forget(attempt_key)!
-- The right secret came; forget its tries, and those that are long quiet.
delete from staff.attempt
where attempt_key = :attempt_key or blocked_until < now() - interval '1 day';

-- name: count_refusal(attempt_key)$
-- Count somebody who was not let in; gives how many there were since the last that was told of, an
-- hour ago or more, and nothing within that hour.
with known as (
  select failures, blocked_until
  from staff.attempt
  where attempt_key = :attempt_key
  for update
), counted as (
  insert into staff.attempt as a (attempt_key, failures, blocked_until)
  values (:attempt_key, 0, now() + interval '1 hour')
  on conflict on constraint attempt_pkey do update
  set
    failures = case when a.blocked_until <= now() then 0 else a.failures + 1 end,
    blocked_until = case
      when a.blocked_until <= now() then excluded.blocked_until else a.blocked_until
    end
)
select coalesce(k.failures, 0) + 1
from (values (1)) as one (n)
left join known as k on true
where k.blocked_until is null or k.blocked_until <= now();
