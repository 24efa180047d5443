-- name: get(round_id)^
-- When the parts of a round are to be destroyed, and whether there is anything of them.
select
  round_id, name, owner, reference, ended_on, originals_on, statements_on, registrations_on,
  originals_due, statements_due, registrations_due, awaits_officer
from lyhord.retention
where round_id = :round_id;

-- name: due()
-- Rounds of which something is to be destroyed by now.
select
  round_id, name, owner, reference, ended_on, originals_on, statements_on, registrations_on,
  originals_due, statements_due, registrations_due, awaits_officer
from lyhord.retention
where originals_due or statements_due or registrations_due
order by ended_on, round_id;

-- name: retained(round_id)$
-- How much there is of each part.
select lyhord.retained(:round_id);

-- name: purge(round_id, purge_id, actor, preserved)$
-- Destroys what is due, all or nothing; empty where nothing was.
select lyhord.purge_round(:round_id, :purge_id, :actor, :preserved);

-- name: protocols(round_id)
-- What purges of a round destroyed, the newest first; when, by the service's own clock.
select p.round_id, p.purge_id, r.name, r.owner, cast(p.at as timestamp) as at, p.actor, p.reference, p.ended_on, p.counts,
  p.preserved
from lyhord.purge as p
join lyhord.round as r using (round_id)
where p.round_id = :round_id
order by p.at desc, p.purge_id;

-- name: answers_gone_on(round_id)$
-- The day on which the answers of a round were destroyed, where none has come since.
select cast(max(p.at) as date)
from lyhord.purge as p
where p.round_id = :round_id
  and p.counts ? 'responses'
  and not exists (select from lyhord.response as r where r.round_id = p.round_id);

-- name: wanting(kind)
-- Rounds that are due and decided, and that no job of this kind has been queued for today.
select r.round_id
from lyhord.retention as r
where r.reference <> ''
  and not r.awaits_officer
  and (r.originals_due or r.statements_due or r.registrations_due)
  and not exists (
    select from staff.job as j
    where j.round_id = r.round_id and j.kind = :kind and j.queued_at >= current_date
  )
order by r.round_id;

-- name: today()$
-- The day that the database goes by when it says what is due.
select current_date;
