-- name: queue(member, most, skip)
-- The undecided cases of the rounds that somebody answers for; the most acute first, then by when
-- they are due, then in an order that tells nothing.
select
  c.case_id, c.round_id, r.name as round_name, a.audience, c.level, c.rules, c.due_at,
  c.due_at <= now() as is_overdue, c.is_escalated, c.opened_by,
  lower(r.deputy) = :member as is_deputy
from sealed.triage_case as c
join lyhord.round as r using (round_id)
join lyhord.response as a using (round_id, response_id)
join sealed.original as o using (round_id, response_id)
where :member in (lower(r.officer), lower(r.deputy))
order by array_position(array['acute', 'concern', 'historic'], c.level), c.due_at, c.case_id
limit :most
offset :skip;

-- name: get(case_id, member)^
-- One undecided case, if it belongs to somebody.
select
  c.case_id, c.round_id, r.name as round_name, a.audience, c.level, c.rules, c.due_at,
  c.due_at <= now() as is_overdue, c.is_escalated, c.opened_by,
  lower(r.deputy) = :member as is_deputy
from sealed.triage_case as c
join lyhord.round as r using (round_id)
join lyhord.response as a using (round_id, response_id)
join sealed.original as o using (round_id, response_id)
where c.case_id = :case_id
  and :member in (lower(r.officer), lower(r.deputy));

-- name: original(case_id)^
-- What a case is about, still sealed, and what is needed to show it.
select o.box, r.key_id, a.instrument_id, a.version, a.language, a.answers
from sealed.triage_case as c
join sealed.original as o using (round_id, response_id)
join lyhord.response as a using (round_id, response_id)
join lyhord.round as r using (round_id)
where c.case_id = :case_id;

-- name: set_opened(case_id, opened_by)$
-- Somebody has read it; the first name stays. Empty where it was decided or withdrawn meanwhile.
update sealed.triage_case
set opened_by = case when opened_by = '' then :opened_by else opened_by end
where case_id = :case_id
returning true;

-- name: take(case_id)^
-- Ends a case: with the row goes all that led from it to a response and to a time.
delete from sealed.triage_case
where case_id = :case_id
returning round_id, level;

-- name: add_decision(round_id, decision_id, level, outcome, reported_on, reported_by)!
-- What was decided, of no case in particular.
insert into sealed.triage_decision (
  round_id, decision_id, level, outcome, reported_on, reported_by
) values (
  :round_id, :decision_id, :level, :outcome, :reported_on, :reported_by
);

-- name: decided(member)
-- How many decisions of each kind, in the rounds that somebody answers for.
select r.round_id, r.name as round_name, d.outcome, count(*) as n
from sealed.triage_decision as d
join lyhord.round as r using (round_id)
where :member in (lower(r.officer), lower(r.deputy))
group by r.round_id, r.name, d.outcome
order by r.name, r.round_id, d.outcome;

-- name: untold(levels)
-- Cases that their officer has not been told of, as long as no other worker has them in hand.
select c.round_id, c.case_id, lower(r.officer) as recipient
from sealed.triage_case as c
join lyhord.round as r using (round_id)
where not c.is_told
  and c.level = any (:levels)
for update of c skip locked;

-- name: unescalated()
-- Overdue cases that the deputy has not been told of.
select c.round_id, c.case_id, lower(r.deputy) as recipient
from sealed.triage_case as c
join lyhord.round as r using (round_id)
where not c.is_escalated
  and c.due_at <= now()
for update of c skip locked;

-- name: set_told(cases)!
-- Their officers have been told.
update sealed.triage_case set is_told = true where case_id = any (:cases);

-- name: set_escalated(cases)!
-- Their deputies have been told.
update sealed.triage_case set is_escalated = true, is_told = true where case_id = any (:cases);

-- name: tell_again(round_id, officer, deputy)!
-- Others answer for a round now: who is new hears of what waits.
update sealed.triage_case
set is_told = is_told and not :officer, is_escalated = is_escalated and not :deputy
where round_id = :round_id;

-- name: colleagues(member)
-- The addresses of those who share a round with somebody.
select distinct p.address
from lyhord.round as r
cross join lateral (values (lower(r.officer)), (lower(r.deputy))) as p (address)
where :member in (lower(r.officer), lower(r.deputy))
order by p.address;
