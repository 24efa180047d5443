-- Rounds and doors that are made, changed and undone at the desk until the first answer; doors that
-- are paused or closed by themselves, stand in a list, and have a language and a setting.

alter table lyhord.collector
  add column setting text not null default '',
  add column language text,
  add column list_id uuid,
  add column shut_at timestamptz,
  add column is_paused boolean not null default false,
  add constraint collector_paused_is_shut check (shut_at is not null or not is_paused);

-- A door that was shut takes no more answers than a round that was closed at that moment; whoever
-- tries it out may go on.
create or replace view lyhord.door as
select
  c.slug, c.round_id, c.collector_id, c.audience, c.mode, c.instrument_id, c.version, c.presets,
  r.name as round_name, r.state, r.opens, r.closes, least(r.closed_at, c.shut_at) as closed_at,
  r.results_by, r.place_id, r.public_key, false as is_trial, c.language, c.is_paused
from lyhord.collector as c
join lyhord.round as r using (round_id)
union all
select
  c.trial_slug, c.round_id, c.collector_id, c.audience, c.mode, c.instrument_id, c.version,
  c.presets, r.name, r.state, r.opens, r.closes, r.closed_at, r.results_by,
  r.place_id, r.public_key, true, c.language, false
from lyhord.collector as c
join lyhord.round as r using (round_id);

-- ---------------------------------------------------------------- what a round seals to

-- The newest key, if each of these holds a copy of it or a copy is nobody's own: its public half,
-- which is no secret, so that a round can be made at the desk, where no key can be read.
create function lyhord.sealing_key(holders text[])
returns table (key_id uuid, public_key bytea, created_on date)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.key_id, k.public_key, k.created_on
  from (select * from sealed.officer_key order by made_at desc, key_id limit 1) as k
  where exists (select from sealed.key_copy as c where c.key_id = k.key_id and c.holder = '')
    or not exists (
      select
      from unnest(holders) as h (holder)
      where not exists (
        select from sealed.key_copy as c where c.key_id = k.key_id and c.holder = h.holder
      )
    )
$$;

-- ---------------------------------------------------------------- undone until the first answer

-- Whether anybody has answered, also what was set aside or taken back since. What is sent to try a
-- door out is no answer. Nobody answers meanwhile: who asks this holds the lock.
create function lyhord.has_been_answered(of_round uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from lyhord.response where round_id = of_round and standing <> 'trial'
  ) or exists (
    select from lyhord.receipt where round_id = of_round and response_id is null
  )
$$;

-- Takes a round back to a draft; false where somebody has answered.
create function lyhord.draft_round(of_round uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  if lyhord.has_been_answered(of_round) then
    return false;
  end if;
  update lyhord.round set state = 'draft', closed_at = null, closed_why = ''
  where round_id = of_round;
  return found;
end $$;

-- Removes a draft with all that was prepared for it; false where it is none, or has been worked on.
create function lyhord.discard_round(of_round uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  perform from lyhord.round where round_id = of_round and state = 'draft' for update;
  if not found or exists (
    select from lyhord.response where round_id = of_round and standing <> 'trial'
  ) then
    return false;
  end if;
  delete from lyhord.response where round_id = of_round;
  delete from lyhord.receipt where round_id = of_round;
  delete from lyhord.collector where round_id = of_round;
  delete from lyhord.round_decision where round_id = of_round;
  delete from lyhord.round_check where round_id = of_round;
  delete from lyhord.guard where round_id = of_round;
  delete from lyhord.promise where round_id = of_round;
  delete from lyhord.published_round where round_id = of_round;
  delete from lyhord.published_answers where round_id = of_round;
  delete from lyhord.published_journey where round_id = of_round;
  delete from staff.microdata_right where round_id = of_round;
  delete from lyhord.round where round_id = of_round;
  return found;
exception when foreign_key_violation then
  return false;
end $$;

-- Removes a door that nobody has answered through; false where somebody has.
create function lyhord.remove_collector(of_round uuid, of_collector uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  if exists (
    select from lyhord.response
    where round_id = of_round and collector_id = of_collector and standing <> 'trial'
  ) then
    return false;
  end if;
  delete from lyhord.response where round_id = of_round and collector_id = of_collector;
  delete from lyhord.collector where round_id = of_round and collector_id = of_collector;
  return found;
end $$;

revoke all on function
  lyhord.sealing_key, lyhord.has_been_answered, lyhord.draft_round, lyhord.discard_round,
  lyhord.remove_collector
from public;
grant execute on function lyhord.sealing_key to lyhord_desk, lyhord_officer;
grant execute on function lyhord.draft_round, lyhord.discard_round, lyhord.remove_collector
  to lyhord_desk;
