-- name: withdrawn()
-- Receipts whose answers people took back.
select round_id, encode(receipt_hash, 'hex') as receipt
from lyhord.receipt
where response_id is null
order by round_id, receipt_hash;

-- name: purged()
-- Purges in their order, with what of their rounds decided that they were due, also where it was
-- decided anew since; no backup holds addresses, so their purges need no repeating.
select
  p.purge_id, p.round_id, p.at, p.actor, p.counts ? 'responses' as has_answers, p.preserved,
  case when then_.is_so_now then r.state else 'closed' end as state,
  r.opens, r.closes,
  case when then_.is_so_now then r.closed_at else (p.ended_on + 1)::timestamptz end as closed_at,
  p.reference,
  least(days.originals, days.statements) as originals_days,
  days.statements as statements_days,
  days.registrations as registrations_days
from lyhord.purge as p
join lyhord.round as r using (round_id)
join lyhord.round_decision as d using (round_id)
cross join lateral (
  select
    greatest(p.at::date - p.ended_on, 1) as passed,
    least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz)
      <= (p.ended_on + 1)::timestamptz as is_so_now
) as then_
cross join lateral (
  select
    case when p.counts ? 'originals'
      then least(d.originals_days, then_.passed) else d.originals_days end as originals,
    case when p.counts ? 'responses'
      then least(d.statements_days, then_.passed) else d.statements_days end as statements,
    case when p.counts ? 'receipts'
      then least(d.registrations_days, then_.passed) else d.registrations_days end as registrations
) as days
where not p.counts ? 'addresses'
order by p.at, p.purge_id;

-- name: hold_still()!
-- Nobody answers or takes back until this transaction ends.
lock table lyhord.response, lyhord.receipt in access exclusive mode;

-- name: withdraw_again(receipts)!
-- Removes what was taken back, also of rounds that have been locked since.
delete from lyhord.response as r
using lyhord.receipt as k
where k.receipt_hash = any (select decode(each, 'hex') from unnest(cast(:receipts as text[])) as each)
  and r.round_id = k.round_id and r.response_id = k.response_id;

-- name: forget_again(receipts)!
-- The receipts lead nowhere any more, and a repeated post stores nothing.
update lyhord.receipt as k set response_id = null
where k.receipt_hash = any (select decode(each, 'hex') from unnest(cast(:receipts as text[])) as each);

-- name: is_to_purge(round_id, purge_id)$
-- Whether a round is here without a purge that destroyed something of it.
select exists (select from lyhord.round where round_id = :round_id)
  and not exists (
    select from lyhord.purge where round_id = :round_id and purge_id = :purge_id
  );

-- name: end_again(round_id, state, opens, closes, closed_at)!
-- The round is as it was when it was purged.
update lyhord.round
set state = :state, opens = :opens, closes = :closes, closed_at = :closed_at
where round_id = :round_id;

-- name: decide_again(round_id, reference, originals_days, statements_days, registrations_days)!
-- What was decided about it then.
update lyhord.round_decision
set
  reference = :reference, originals_days = :originals_days, statements_days = :statements_days,
  registrations_days = :registrations_days
where round_id = :round_id;

-- name: end_cases_again(round_id)!
-- Nothing is purged before every case is decided, so these were.
delete from sealed.triage_case where round_id = :round_id;

-- name: has_answers(round_id)$
-- Whether a round has answers.
select exists (select from lyhord.response where round_id = :round_id);

-- name: purge_again(round_id, purge_id, actor, preserved)$
-- Destroys what is due of it.
select lyhord.purge_round(:round_id, :purge_id, :actor, :preserved);

-- name: has_stopped()$
-- Whether this schema knows who wants no letters.
select to_regclass('invitation_mail.opt_out') is not null;

-- name: stopped()
-- Who wants no letters, as keyed hashes.
select encode(address_hash, 'hex') as hash from invitation_mail.opt_out;

-- name: stop_again(hashes)!
-- They still want none.
insert into invitation_mail.opt_out (address_hash)
select decode(each, 'hex') from unnest(cast(:hashes as text[])) as each
on conflict on constraint opt_out_pkey do nothing;

-- name: has_series()$
-- Whether this schema knows of rounds that follow each other up.
select to_regclass('lyhord.series') is not null;

-- name: ended()
-- Series that were ended: what joined their waves is gone.
select series_id from lyhord.series where ended_on is not null order by series_id;

-- name: end_series_again(series)!
-- Nothing joins their waves any more.
with gone as (
  delete from lyhord.wave_code as c
  using lyhord.wave as w
  where w.series_id = any (cast(:series as uuid[])) and c.round_id = w.round_id
)
update lyhord.series set key = null, ended_on = coalesce(ended_on, current_date)
where series_id = any (cast(:series as uuid[]));

-- name: holds_data()$
-- Whether anybody has begun to use this database.
select exists (select from lyhord.round) or exists (select from staff.account);
