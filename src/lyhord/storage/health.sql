-- name: migrations()
-- The migrations that the database has.
select name from public.lyhord_migration order by name;

-- name: be_heard(worker_id)!
-- A worker lives.
insert into staff.worker (worker_id) values (:worker_id)
on conflict on constraint worker_pkey do update set heard_at = now();

-- name: forget_silent()!
-- Workers that have been gone for a day.
delete from staff.worker where heard_at < now() - interval '1 day';

-- name: silence()$
-- Seconds since a worker was heard of last; empty where none was for a day.
select extract(epoch from now() - max(heard_at)) from staff.worker;

-- name: waiting()^
-- How many jobs wait and run, and for how many seconds the oldest has waited.
select
  count(*) filter (where state = 'queued') as queued,
  count(*) filter (where state = 'running') as running,
  cast(coalesce(extract(epoch from now() - min(queued_at) filter (where state = 'queued')), 0) as float)
    as oldest_seconds
from staff.job
where state in ('queued', 'running');

-- name: ended()
-- How many jobs of each kind have ended, and how many seconds that took from when they were queued.
select kind, state, count(*) as n, cast(sum(extract(epoch from finished_at - queued_at)) as float) as seconds
from staff.job
where state in ('finished', 'failed') and finished_at is not null
group by kind, state
order by kind, state;

-- name: purges_overdue()$
-- Rounds of which something should have been destroyed at least a day ago.
select count(*)
from lyhord.retention
where reference <> '' and not awaits_officer
  and (
    (originals_due and originals_on < current_date)
    or (statements_due and statements_on < current_date)
    or (registrations_due and registrations_on < current_date)
  );

-- name: has_overdue_case()$
-- Whether any officer is late.
select coalesce(bool_or(lyhord.has_overdue_case(round_id)), false) from lyhord.round;
