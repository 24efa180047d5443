-- name: count_new(round_id, hashes)$
-- How many of these addresses would get a letter.
select invitation_mail.count_new(:round_id, cast(:hashes as bytea[]));

-- name: add(round_id, collector_id, mailing_id, language, addresses, hashes)$
-- Keeps a list of addresses; how many will get a letter.
select invitation_mail.add_mailing(
  :round_id, :collector_id, :mailing_id, :language, cast(:addresses as text[]),
  cast(:hashes as bytea[])
);

-- name: of_round(round_id)
-- The mailings of a round, with counts.
select
  round_id, mailing_id, collector_id, language, state, is_reminder, made_on, tries,
  next_try_at > now() as is_put_off, problem, invited, is_purged, counts
from invitation_mail.overview
where round_id = :round_id
order by made_on, mailing_id;

-- name: set_state(round_id, mailing_id, state)!
-- Pauses a mailing, or lets it go on at once.
update invitation_mail.mailing
set state = :state, next_try_at = now(), tries = 0, problem = ''
where round_id = :round_id
  and mailing_id = :mailing_id
  and state in ('sending', 'paused');

-- name: cancel(round_id, mailing_id)$
-- Stops a mailing for good.
select invitation_mail.cancel(:round_id, :mailing_id);

-- name: remind(round_id, mailing_id)$
-- One more letter to everybody who got one.
select invitation_mail.remind(:round_id, :mailing_id);

-- name: bounce(round_id, hashes)$
-- Those to whom letters came back.
select invitation_mail.bounce(:round_id, cast(:hashes as bytea[]));

-- name: wanting(kind)
-- Mailings that can go on now, and for which no job waits.
select m.round_id, m.mailing_id
from invitation_mail.mailing as m
where m.state = 'sending'
  and m.next_try_at <= now()
  and not exists (
    select from staff.job as j
    where j.round_id = m.round_id
      and j.kind = :kind
      and j.state in ('queued', 'running')
      and j.payload ->> 'mailing' = cast(m.mailing_id as text)
  )
order by m.mailing_id;

-- name: put_off(round_id, mailing_id, minutes, problem)!
-- Nothing could be sent now.
update invitation_mail.mailing
set
  tries = least(tries + 1, 1000), problem = :problem,
  next_try_at = now() + make_interval(mins => :minutes)
where round_id = :round_id
  and mailing_id = :mailing_id;

-- name: get_on(round_id, mailing_id)!
-- Letters left; where none waits any more, all have.
update invitation_mail.mailing as m
set
  tries = 0, problem = '', next_try_at = now(),
  state = case
    when m.state = 'sending' and not invitation_mail.tally(m.round_id, m.mailing_id) ? 'waiting'
    then 'sent'
    else m.state
  end
where m.round_id = :round_id
  and m.mailing_id = :mailing_id;

-- name: stop(address_hash)!
-- No more letters to an address.
select invitation_mail.stop(:address_hash);

-- name: batch(round_id, mailing_id, most)
-- Some that wait, those first who were tried least, else at random.
select address_hash
from invitation_mail.address
where round_id = :round_id
  and mailing_id = :mailing_id
  and state = 'waiting'
order by tries, gen_random_uuid()
limit :most;

-- name: take(round_id, mailing_id, address_hash)$
-- An address that waits; nobody else gets it from now on.
select invitation_mail.take(:round_id, :mailing_id, :address_hash);

-- name: settle(round_id, address_hash, outcome, most_tries)!
-- What became of a letter; an address that takes none is forgotten.
update invitation_mail.address as a
set
  state = case when a.tries >= s.fewest then s.last else s.outcome end,
  address = case when a.tries >= s.fewest and s.last = 'refused' then '' else a.address end
from (
  select
    cast(:outcome as text) as outcome,
    case when cast(:outcome as text) = 'sent' then 'sent' else 'refused' end as last,
    case when cast(:outcome as text) = 'waiting' then cast(:most_tries as integer) else 0 end
      as fewest
) as s
where a.round_id = :round_id
  and a.address_hash = :address_hash
  and a.state = 'taken';

-- name: add_codes(round_id, mailing_id, hashes)!
-- Codes for letters, mixed among all others.
select invitation_mail.add_codes(:round_id, :mailing_id, cast(:hashes as bytea[]));

-- name: mix()!
-- The addresses anew, in random order.
select invitation_mail.mix_addresses();

-- name: ended()
-- Rounds that have ended and still have addresses.
select round_id
from invitation_mail.ended
order by round_id;

-- name: purge(round_id, purge_id, actor)$
-- Destroys the addresses of a round that has ended; empty where there were none.
select invitation_mail.purge_addresses(:round_id, :purge_id, :actor);
