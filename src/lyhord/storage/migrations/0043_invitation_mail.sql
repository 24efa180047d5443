-- Invitations by e-mail: addresses lie in a schema of their own, which only the worker's mailer reads.
-- A code is drawn when a letter is written and stands beside no address; when the round has ended, the
-- addresses go.

do $$
begin
  if not exists (select from pg_roles where rolname = 'lyhord_mailer') then
    create role lyhord_mailer nologin;
  end if;
  grant lyhord_mailer to current_user;
end $$;

create schema invitation_mail;

-- A list of addresses and how far its letters have come. `counted` keeps how many there were of each
-- outcome once the addresses are gone, `invited` what it was before the reminder.
create table invitation_mail.mailing (
  round_id uuid not null,
  mailing_id uuid not null,
  collector_id uuid not null,
  language text not null,
  state text not null default 'sending',
  is_reminder boolean not null default false,
  made_on date not null default current_date,
  tries smallint not null default 0,
  next_try_at timestamptz not null default now(),
  problem text not null default '',
  invited jsonb,
  counted jsonb,
  constraint mailing_pkey primary key (round_id, mailing_id),
  constraint mailing_collector_fkey
    foreign key (round_id, collector_id) references lyhord.collector on delete cascade,
  constraint mailing_state_known check (state in ('sending', 'paused', 'sent', 'cancelled'))
);

-- `taken` is somebody to whom a letter was on its way when the worker fell: it may have arrived, so no
-- other is sent.
create table invitation_mail.address (
  round_id uuid not null,
  address_hash bytea not null,
  mailing_id uuid not null,
  address text not null,
  state text not null default 'waiting',
  tries smallint not null default 0,
  constraint address_pkey primary key (round_id, address_hash),
  constraint address_mailing_fkey
    foreign key (round_id, mailing_id) references invitation_mail.mailing on delete cascade,
  constraint address_state_known
    check (state in ('waiting', 'taken', 'sent', 'refused', 'bounced', 'stopped', 'cancelled'))
);
alter table invitation_mail.address alter column address set statistics 0;
alter table invitation_mail.address alter column address_hash set statistics 0;

-- Who wants no more letters, as keyed hashes that hold for every list.
create table invitation_mail.opt_out (
  address_hash bytea not null constraint opt_out_pkey primary key
);

-- ---------------------------------------------------------------- who sees what

create policy mailing_seen on invitation_mail.mailing as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.collector as c
    where c.round_id = mailing.round_id
      and c.collector_id = mailing.collector_id
      and c.presets -> 'municipality' ?| (select lyhord.seen())
  )
);
create policy mailing_used on invitation_mail.mailing to lyhord_desk, lyhord_mailer using (true);
alter table invitation_mail.mailing enable row level security;

create policy address_seen on invitation_mail.address as restrictive
to lyhord_desk, lyhord_officer using (false);
create policy address_used on invitation_mail.address to lyhord_mailer using (true);
alter table invitation_mail.address enable row level security;

-- ---------------------------------------------------------------- at the desk

-- Whether whoever asks may write through a door: it is seen, has codes, and asks grown-ups.
create function invitation_mail.may_invite(of_round uuid, of_collector uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from lyhord.collector as c
    where c.round_id = of_round
      and c.collector_id = of_collector
      and c.mode = 'codes'
      and c.audience in ('guardian', 'professional')
      and (lyhord.sees_everything() or c.presets -> 'municipality' ?| lyhord.seen())
  )
$$;

-- How many of these addresses would get a letter: not those who have one of this round, or want none.
create function invitation_mail.count_new(of_round uuid, hashes bytea[]) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select cast(count(distinct h.address_hash) as integer)
  from unnest(hashes) as h (address_hash)
  where not exists (select from invitation_mail.opt_out as o where o.address_hash = h.address_hash)
    and not exists (
      select from invitation_mail.address as a
      where a.round_id = of_round and a.address_hash = h.address_hash
    )
$$;

-- Keeps a list in an order that is not its own; says how many will get a letter.
create function invitation_mail.add_mailing(
  of_round uuid, of_collector uuid, new_id uuid, spoken text, addresses text[], hashes bytea[]
) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  kept integer;
begin
  if not invitation_mail.may_invite(of_round, of_collector) then
    raise exception 'letters go through doors for codes of grown-ups alone' using errcode = '42501';
  end if;
  insert into invitation_mail.mailing (round_id, mailing_id, collector_id, language)
  values (of_round, new_id, of_collector, spoken);
  insert into invitation_mail.address (round_id, address_hash, mailing_id, address)
  select of_round, n.address_hash, new_id, n.address
  from unnest(addresses, hashes) as n (address, address_hash)
  where not exists (select from invitation_mail.opt_out as o where o.address_hash = n.address_hash)
  order by n.address_hash
  on conflict on constraint address_pkey do nothing;
  get diagnostics kept = row_count;
  return kept;
end $$;

create function invitation_mail.tally(of_round uuid, of_mailing uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(s.state, s.n), '{}')
  from (
    select a.state, count(*) as n
    from invitation_mail.address as a
    where a.round_id = of_round and a.mailing_id = of_mailing
    group by a.state
  ) as s
$$;

-- The mailings that whoever asks sees, with counts alone.
create view invitation_mail.overview with (security_invoker = true) as
select
  m.round_id, m.mailing_id, m.collector_id, m.language, m.state, m.is_reminder, m.made_on, m.tries,
  m.next_try_at, m.problem, m.invited,
  m.counted is not null as is_purged,
  coalesce(m.counted, invitation_mail.tally(m.round_id, m.mailing_id)) as counts
from invitation_mail.mailing as m;

-- Those to whom letters came back get no reminder; how many these were.
create function invitation_mail.bounce(of_round uuid, hashes bytea[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n integer;
begin
  update invitation_mail.address as a set state = 'bounced', address = ''
  from invitation_mail.mailing as m
  where a.round_id = of_round
    and a.address_hash = any (hashes)
    and a.state in ('waiting', 'taken', 'sent')
    and m.round_id = a.round_id
    and m.mailing_id = a.mailing_id
    and invitation_mail.may_invite(m.round_id, m.collector_id);
  get diagnostics n = row_count;
  return n;
end $$;

-- Lets everybody who got the letter get one more, once; false where there was one, or it is too early.
create function invitation_mail.remind(of_round uuid, of_mailing uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update invitation_mail.mailing as m
  set
    is_reminder = true, state = 'sending', tries = 0, next_try_at = now(), problem = '',
    invited = invitation_mail.tally(m.round_id, m.mailing_id)
  where m.round_id = of_round
    and m.mailing_id = of_mailing
    and m.state = 'sent'
    and not m.is_reminder
    and m.counted is null
    and invitation_mail.may_invite(m.round_id, m.collector_id);
  if not found then
    return false;
  end if;
  update invitation_mail.address as a set state = 'waiting', tries = 0
  where a.round_id = of_round
    and a.mailing_id = of_mailing
    and a.state = 'sent'
    and not exists (select from invitation_mail.opt_out as o where o.address_hash = a.address_hash);
  return true;
end $$;

-- Stops a mailing for good; who had no letter yet gets none, and is forgotten at once.
create function invitation_mail.cancel(of_round uuid, of_mailing uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update invitation_mail.mailing as m set state = 'cancelled'
  where m.round_id = of_round
    and m.mailing_id = of_mailing
    and m.state in ('sending', 'paused')
    and invitation_mail.may_invite(m.round_id, m.collector_id);
  if not found then
    return false;
  end if;
  update invitation_mail.address set state = 'cancelled', address = ''
  where round_id = of_round and mailing_id = of_mailing and state = 'waiting';
  return true;
end $$;

-- ---------------------------------------------------------------- at the door

-- Whoever has the link in a letter wants no more, of any round. Says nothing about who that is.
create function invitation_mail.stop(stopped bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into invitation_mail.opt_out (address_hash) values (stopped)
  on conflict on constraint opt_out_pkey do nothing;
  update invitation_mail.address set state = 'stopped', address = ''
  where address_hash = stopped and state in ('waiting', 'sent');
end $$;

-- ---------------------------------------------------------------- the mailer

-- Takes one address that still waits, while its mailing goes on: from here no other letter goes there.
create function invitation_mail.take(of_round uuid, of_mailing uuid, taken bytea)
returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update invitation_mail.address as a set state = 'taken', tries = a.tries + 1
  from invitation_mail.mailing as m
  where a.round_id = of_round
    and a.address_hash = taken
    and a.state = 'waiting'
    and m.round_id = a.round_id
    and m.mailing_id = a.mailing_id
    and m.mailing_id = of_mailing
    and m.state = 'sending'
  returning a.address
$$;

-- Codes for letters. Every code that there is is written anew in random order, by one transaction: not
-- one of them can be told from those of cards or of other letters, however few come now.
create function invitation_mail.add_codes(of_round uuid, of_mailing uuid, hashes bytea[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '5s' as $$
declare
  of_collector uuid;
begin
  select m.collector_id into of_collector
  from invitation_mail.mailing as m
  join lyhord.collector as c using (round_id, collector_id)
  where m.round_id = of_round
    and m.mailing_id = of_mailing
    and m.state = 'sending'
    and not m.is_reminder
    and c.mode = 'codes'
    and c.audience in ('guardian', 'professional');
  if not found then
    raise exception 'this mailing needs no codes' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  lock table entry.code in access exclusive mode;
  create temp table codes_anew on commit drop as
  select c.round_id, c.collector_id, c.code_hash from entry.code as c
  union all
  select of_round, of_collector, h.code_hash from unnest(hashes) as h (code_hash);
  truncate entry.code;
  insert into entry.code (round_id, collector_id, code_hash)
  select n.round_id, n.collector_id, n.code_hash from codes_anew as n order by gen_random_uuid();
  drop table codes_anew;
end $$;

-- Writes the addresses anew in random order, so that it does not tell who got a letter when, and no
-- dead row holds one that is gone.
create function invitation_mail.mix_addresses() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '500ms' as $$
begin
  lock table invitation_mail.address in access exclusive mode;
  create temp table addresses_anew on commit drop as select * from invitation_mail.address;
  truncate invitation_mail.address;
  insert into invitation_mail.address (round_id, address_hash, mailing_id, address, state, tries)
  select n.round_id, n.address_hash, n.mailing_id, n.address, n.state, n.tries
  from addresses_anew as n
  order by gen_random_uuid();
  drop table addresses_anew;
end $$;

-- ---------------------------------------------------------------- the end

-- Rounds that take no answer any more, and still have addresses.
create view invitation_mail.ended as
select r.round_id, ends.at as ended_at
from lyhord.round as r
cross join lateral (
  select least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz) as at
) as ends
where now() >= ends.at + interval '2 hours'
  and lyhord.sees_everything()
  and exists (select from invitation_mail.address as a where a.round_id = r.round_id);

-- Destroys the addresses of a round that has ended and keeps the protocol; null where there were none.
create function invitation_mail.purge_addresses(of_round uuid, new_id uuid, purged_by text)
returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '500ms' as $$
declare
  due record;
  gone jsonb;
begin
  perform from lyhord.round where round_id = of_round for update;
  select * into due from invitation_mail.ended where round_id = of_round;
  if not found then
    return null;
  end if;
  update invitation_mail.mailing as m
  set
    counted = invitation_mail.tally(m.round_id, m.mailing_id),
    state = case when m.state in ('sending', 'paused') then 'cancelled' else m.state end
  where m.round_id = of_round and m.counted is null;
  select jsonb_build_object('addresses', count(*)) into gone
  from invitation_mail.address where round_id = of_round;
  delete from invitation_mail.address where round_id = of_round;
  perform invitation_mail.mix_addresses();
  insert into lyhord.purge (round_id, purge_id, actor, reference, ended_on, counts, preserved)
  select
    of_round, new_id, purged_by, coalesce(d.reference, ''),
    (due.ended_at - interval '1 microsecond')::date, gone, '[]'
  from (select of_round as round_id) as one
  left join lyhord.round_decision as d using (round_id);
  return gone;
end $$;

-- ---------------------------------------------------------------- who may do what

revoke all on function
  invitation_mail.may_invite, invitation_mail.count_new, invitation_mail.add_mailing,
  invitation_mail.tally, invitation_mail.bounce, invitation_mail.remind, invitation_mail.cancel,
  invitation_mail.stop, invitation_mail.take, invitation_mail.add_codes,
  invitation_mail.mix_addresses, invitation_mail.purge_addresses
from public;
grant usage on schema invitation_mail to lyhord_desk, lyhord_door, lyhord_mailer;
grant select on invitation_mail.mailing, invitation_mail.overview, invitation_mail.ended to lyhord_desk;
grant update (state, tries, next_try_at, problem) on invitation_mail.mailing to lyhord_desk;
grant execute on function
  invitation_mail.may_invite, invitation_mail.count_new, invitation_mail.add_mailing,
  invitation_mail.tally, invitation_mail.bounce, invitation_mail.remind, invitation_mail.cancel,
  invitation_mail.purge_addresses
to lyhord_desk;
grant execute on function invitation_mail.stop to lyhord_door;
grant select, update on invitation_mail.address to lyhord_mailer;
grant execute on function
  invitation_mail.take, invitation_mail.add_codes, invitation_mail.mix_addresses
to lyhord_mailer;
