-- name: enqueue(job_id, kind, round_id, payload)!
-- A job for whichever worker is free first; a trigger tells them.
insert into staff.job (job_id, kind, round_id, payload)
values (:job_id, :kind, :round_id, :payload);

-- name: claim(kinds, job_id, patience, most)^
-- The oldest job that waits or whose worker has fallen silent; with job_id only that one.
update staff.job as j
set
  state = 'running', attempts = j.attempts + 1, heartbeat_at = now(), progress = 0, stage = ''
where j.job_id = (
  select c.job_id
  from staff.job as c
  where c.attempts < :most
    and c.kind = any (:kinds)
    and c.job_id = coalesce(cast(:job_id as uuid), c.job_id)
    and (
      c.state = 'queued'
      or (c.state = 'running' and c.heartbeat_at < now() - make_interval(secs => :patience))
    )
  order by c.queued_at, c.job_id
  limit 1
  for update skip locked
)
returning
  j.job_id, j.kind, j.round_id, j.payload, j.state, j.progress, j.stage, j.error, j.attempts;

-- name: give_up(patience, most, error)
-- Jobs whose workers have fallen silent too often.
update staff.job as j
set state = 'failed', error = :error, finished_at = now()
where j.state = 'running'
  and j.attempts >= :most
  and j.heartbeat_at < now() - make_interval(secs => :patience)
returning
  j.job_id, j.kind, j.round_id, j.payload, j.state, j.progress, j.stage, j.error, j.attempts;

-- name: get(job_id)^
-- One job.
select job_id, kind, round_id, payload, state, progress, stage, error, attempts
from staff.job
where job_id = :job_id;

-- name: of_run(round_id, run_id)^
-- The job of a run.
select job_id, kind, round_id, payload, state, progress, stage, error, attempts
from staff.job
where round_id = :round_id
  and cast(payload ->> 'run_id' as uuid) = :run_id
order by queued_at desc
limit 1;

-- name: newest(round_id, kind)^
-- The job of a kind that was queued last for a round.
select job_id, kind, round_id, payload, state, progress, stage, error, attempts
from staff.job
where round_id = :round_id
  and kind = :kind
order by queued_at desc, job_id
limit 1;

-- name: beat(job_id, attempts)$
-- The worker is alive; empty when the job is no longer its own.
update staff.job
set heartbeat_at = now()
where job_id = :job_id
  and attempts = :attempts
  and state = 'running'
returning true;

-- name: report(job_id, attempts, progress, stage)$
-- How far the work has come; empty when the job is no longer its own.
update staff.job
set progress = :progress, stage = :stage, heartbeat_at = now()
where job_id = :job_id
  and attempts = :attempts
  and state = 'running'
returning true;

-- name: finish(job_id, attempts)$
-- The work is done; empty when the job is no longer its own.
update staff.job
set state = 'finished', progress = 1, stage = '', finished_at = now()
where job_id = :job_id
  and attempts = :attempts
  and state = 'running'
returning true;

-- name: fail(job_id, attempts, error)$
-- The work cannot be done; empty when the job is no longer its own.
update staff.job
set state = 'failed', error = :error, finished_at = now()
where job_id = :job_id
  and attempts = :attempts
  and state = 'running'
returning true;

-- name: give_back(job_id, attempts)$
-- The work could not be done now; another attempt may succeed.
update staff.job
set state = 'queued', heartbeat_at = null, progress = 0, stage = ''
where job_id = :job_id
  and attempts = :attempts
  and state = 'running'
returning true;

-- name: stop(job_id, error)$
-- Nobody wants the work any more; empty when it is over already.
update staff.job
set state = 'failed', error = :error, finished_at = now()
where job_id = :job_id
  and state in ('queued', 'running')
returning true;
