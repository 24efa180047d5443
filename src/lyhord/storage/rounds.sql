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
  deputy, retention_days, place_id, is_locked,
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
  deputy, retention_days, place_id, is_locked,
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

-- name: open(round_id)^
-- Opens a round for answers, again where it was closed; not one whose last day has passed.
update lyhord.round set state = 'open', closed_at = null
where round_id = :round_id and closes >= current_date
returning round_id;

-- name: close(round_id, at)!
-- Closes a round, now or at a moment that has been.
update lyhord.round
set state = 'closed', closed_at = least(coalesce(cast(:at as timestamptz), now()), now())
where round_id = :round_id and state <> 'closed';

-- name: public(round_id)^
-- What anybody may know of a round that has been opened: each audience's newest survey of it.
select
  r.owner, r.results_by, r.results_by < current_date as is_late, p.document as place,
  array(
    select i.document
    from (
      select distinct on (audience) audience, instrument_id, version
      from lyhord.door
      where round_id = r.round_id
      order by audience, version desc
    ) as d
    join lyhord.instrument as i using (instrument_id, version)
    order by d.audience
  ) as publications
from lyhord.public_round as r
join lyhord.place as p using (place_id)
where r.round_id = :round_id;
