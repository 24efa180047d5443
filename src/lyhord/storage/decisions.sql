-- name: add(round_id, reference, originals_days, statements_days, registrations_days, approval)!
-- What is decided about a new round.
insert into lyhord.round_decision (
  round_id, reference, originals_days, statements_days, registrations_days, approval
) values (
  :round_id, :reference, :originals_days, :statements_days, :registrations_days, :approval
);

-- name: get(round_id)^
-- What is decided about a round.
select reference, originals_days, statements_days, registrations_days, approval
from lyhord.round_decision
where round_id = :round_id;

-- name: change(round_id, reference, originals_days, statements_days, registrations_days, approval)!
-- Another decision about a round; the round itself says how long its answers are kept.
with changed as (
  update lyhord.round_decision
  set
    reference = :reference, originals_days = :originals_days, statements_days = :statements_days,
    registrations_days = :registrations_days, approval = :approval
  where round_id = :round_id
)
update lyhord.round
set retention_days = :statements_days
where round_id = :round_id;

-- name: ticks(round_id)
-- Which requirements somebody has ticked.
select requirement, ticked_by, ticked_at
from lyhord.round_check
where round_id = :round_id
order by requirement;

-- name: tick(round_id, requirement, ticked_by)$
-- Tick a requirement; empty where it is ticked already.
insert into lyhord.round_check (round_id, requirement, ticked_by)
values (:round_id, :requirement, :ticked_by)
on conflict on constraint round_check_pkey do nothing
returning requirement;

-- name: untick(round_id, requirement)$
-- Take a tick away; empty where there is none.
delete from lyhord.round_check
where round_id = :round_id and requirement = :requirement
returning requirement;
