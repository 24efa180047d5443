-- name: add(round_id, name, purpose, owner, mode, opens, closes, results_by, officer, deputy, retention_days, place_id, key_id, public_key)!
-- A new round, not yet open.
insert into lyhord.round (
  round_id, name, purpose, owner, mode, opens, closes, results_by, officer, deputy,
  retention_days, place_id, key_id, public_key
) values (
  :round_id, :name, :purpose, :owner, :mode, :opens, :closes, :results_by, :officer, :deputy,
  :retention_days, :place_id, :key_id, :public_key
);

-- name: get(round_id)^
-- One round.
select
  round_id, name, purpose, owner, mode, state, opens, closes, closed_at, results_by, officer,
  deputy, retention_days, place_id, is_locked, closed_why,
  state <> 'draft' and now() >= ends_at + interval '2 hours' as is_settled,
  case
    when state <> 'draft' and now() >= ends_at and now() < ends_at + interval '2 hours'
    then cast(ends_at + interval '2 hours' as timestamp)
  end as grace_until
from lyhord.round
cross join lateral (
  select least(coalesce(closed_at, 'infinity'), (closes + 1)::timestamptz) as ends_at
) as answering
where round_id = :round_id;

-- name: all()
-- Every round, the newest first.
select
  round_id, name, purpose, owner, mode, state, opens, closes, closed_at, results_by, officer,
  deputy, retention_days, place_id, is_locked, closed_why,
  state <> 'draft' and now() >= ends_at + interval '2 hours' as is_settled,
  case
    when state <> 'draft' and now() >= ends_at and now() < ends_at + interval '2 hours'
    then cast(ends_at + interval '2 hours' as timestamp)
  end as grace_until
from lyhord.round
cross join lateral (
  select least(coalesce(closed_at, 'infinity'), (closes + 1)::timestamptz) as ends_at
) as answering
order by opens desc, name, round_id;

-- name: change(round_id, name, purpose, owner, mode, opens, closes, results_by, retention_days)$
-- Plans a draft anew.
update lyhord.round
set
  name = :name, purpose = :purpose, owner = :owner, mode = :mode, opens = :opens, closes = :closes,
  results_by = :results_by, retention_days = :retention_days
where round_id = :round_id and state = 'draft'
returning true;

-- name: to_draft(round_id)$
-- Takes a round that nobody has answered back to a draft.
select lyhord.draft_round(:round_id);

-- name: discard(round_id)$
-- Removes a draft with all that was prepared for it.
select lyhord.discard_round(:round_id);

-- name: open(round_id)^
-- Opens a round for answers, again where it was closed; not one whose last day has passed.
update lyhord.round set state = 'open', closed_at = null, closed_why = ''
where round_id = :round_id and closes >= current_date
returning round_id;

-- name: close(round_id, at)!
-- Closes a round, now or at a moment that has been.
update lyhord.round
set state = 'closed', closed_at = least(coalesce(cast(:at as timestamptz), now()), now())
where round_id = :round_id and state <> 'closed';

-- name: lock(round_id)!
-- From now on no answer of the round can be taken back.
update lyhord.round set is_locked = true
where round_id = :round_id;

-- name: public(round_id)^
-- What anybody may know of a round that has been opened: each audience's own survey of it, the newest.
select
  r.owner, r.results_by, r.results_by < current_date as is_late, p.document as place,
  array(
    select i.document
    from (
      select distinct on (audience) audience, instrument_id, version
      from lyhord.door
      where round_id = r.round_id
      order by audience, instrument_id = audience desc, version desc
    ) as d
    join lyhord.instrument as i using (instrument_id, version)
    order by d.audience
  ) as publications
from lyhord.public_round as r
join lyhord.place as p using (place_id)
where r.round_id = :round_id;

-- name: has_overdue_case(round_id)$
-- Whether an officer is late.
select lyhord.has_overdue_case(:round_id);

-- name: set_officers(round_id, officer, deputy)!
-- Other people answer for a round; whether they have accounts is seen anew.
update lyhord.round
set
  officer = :officer, deputy = :deputy,
  officer_known = officer_known and lower(officer) = :officer,
  deputy_known = deputy_known and lower(deputy) = :deputy
where round_id = :round_id;

-- name: has_officers_to_note()$
-- Whether there is an account now of somebody who had none; asked first, because an update tells
-- every web process that a round changed, even where none did.
select exists (
  select
  from lyhord.round as r
  join staff.account as a
    on (not r.officer_known and a.email = lower(r.officer))
    or (not r.deputy_known and a.email = lower(r.deputy))
  where r.state <> 'closed'
    and a.role = 'safeguarding'
);

-- name: note_known_officers()!
-- Remembers of whom there has been an account with the role; only they can be missed.
update lyhord.round
set
  officer_known = officer_known
    or lower(officer) in (select email from staff.account where role = 'safeguarding'),
  deputy_known = deputy_known
    or lower(deputy) in (select email from staff.account where role = 'safeguarding')
where state <> 'closed';

-- name: lapsed(round_id)
-- Rounds that nobody answers for any more, or whose last day has passed.
select
  r.round_id, r.state,
  case
    when r.closes < current_date then 'dates'
    when r.officer_known and lower(r.officer) not in (
      select email from staff.account where role = 'safeguarding'
    ) then 'officer'
    else 'deputy'
  end as why
from lyhord.round as r
where (r.state <> 'closed' or r.round_id = cast(:round_id as uuid))
  and (
    r.closes < current_date
    or (r.officer_known and lower(r.officer) not in (
      select email from staff.account where role = 'safeguarding'
    ))
    or (r.deputy_known and lower(r.deputy) not in (
      select email from staff.account where role = 'safeguarding'
    ))
  );

-- name: close_lapsed(round_id, why)$
-- Closes an open round: as of its last midnight where its days are over, else now.
update lyhord.round
set
  state = 'closed', closed_at = least(now(), (closes + 1)::timestamptz), closed_why = :why
where round_id = :round_id and state = 'open'
returning true;
