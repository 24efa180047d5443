-- Invitation codes, what is set aside or a trial, and rows in an order that tells nothing.

-- ---------------------------------------------------------------- codes

-- Codes that nobody has used yet, as keyed hashes. A code that is used is removed with the answer
-- that it admits, in the same transaction, and nothing leads from here to any answer.
create schema entry;

create table entry.code (
  round_id uuid not null,
  collector_id uuid not null,
  code_hash bytea not null,
  constraint code_pkey primary key (round_id, collector_id, code_hash),
  constraint code_collector_fkey
    foreign key (round_id, collector_id) references lyhord.collector on delete cascade
);

-- ---------------------------------------------------------------- what counts

-- What becomes of a response: counted; aside, until somebody has read it; left out by whoever did;
-- or a trial, which never counts.
alter table lyhord.response
  add column standing text not null default 'counted',
  add constraint response_standing_known
    check (standing in ('counted', 'aside', 'left_out', 'trial'));
alter table lyhord.statement
  add column standing text not null default 'counted',
  add constraint statement_standing_known
    check (standing in ('counted', 'aside', 'left_out', 'trial'));

-- Held in one place for every query that there is or will be: the desk sees what counts.
alter table lyhord.response enable row level security;
create policy response_readable on lyhord.response to lyhord_desk, lyhord_officer using (true);
create policy response_counted on lyhord.response as restrictive to lyhord_desk
  using (standing = 'counted');
create policy statement_counted on lyhord.statement as restrictive to lyhord_desk
  using (standing = 'counted');

-- What does not count, for those who decide about it and only as far as `disclosing` shows it.
create view lyhord.uncounted_response as
select r.round_id, r.collector_id, r.response_id, r.audience, r.standing
from lyhord.response as r
where r.standing <> 'counted';

create view lyhord.uncounted_statement as
select s.round_id, r.collector_id, s.response_id, s.audience, s.standing, s.language, s.text
from lyhord.statement as s
join lyhord.response as r using (round_id, response_id)
where s.standing <> 'counted'
  and s.response_id not in (select lyhord.held_responses());

-- What somebody decided about responses that were set aside; what counts or is a trial stays so.
create function lyhord.weigh(round uuid, weighed uuid[], verdict text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed integer;
begin
  if verdict not in ('counted', 'left_out') then
    raise exception 'a response is counted or left out' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  update lyhord.statement as s set standing = verdict
  where s.round_id = round and s.response_id = any (weighed) and s.standing in ('aside', 'left_out');
  update lyhord.response as r set standing = verdict
  where r.round_id = round and r.response_id = any (weighed) and r.standing in ('aside', 'left_out');
  get diagnostics changed = row_count;
  return changed;
end $$;

-- ---------------------------------------------------------------- trials

-- Every door has a second address for trying it out, also while the round is a draft.
alter table lyhord.collector add column trial_slug text;
update lyhord.collector set trial_slug = left(translate(
  encode(sha256(cast(cast(gen_random_uuid() as text) as bytea)), 'hex'), '01', 'gh'), 9);
alter table lyhord.collector
  alter column trial_slug set not null,
  add constraint collector_trial_slug_key unique (trial_slug),
  -- two lengths keep the two kinds of addresses apart
  add constraint collector_slugs_apart check (length(slug) < 9 and length(trial_slug) = 9);

create or replace view lyhord.door as
select
  c.slug, c.round_id, c.collector_id, c.audience, c.mode, c.instrument_id, c.version, c.presets,
  r.name as round_name, r.state, r.opens, r.closes, r.closed_at, r.results_by,
  r.place_id, r.public_key, false as is_trial
from lyhord.collector as c
join lyhord.round as r using (round_id)
union all
select
  c.trial_slug, c.round_id, c.collector_id, c.audience, c.mode, c.instrument_id, c.version,
  c.presets, r.name, r.state, r.opens, r.closes, r.closed_at, r.results_by,
  r.place_id, r.public_key, true
from lyhord.collector as c
join lyhord.round as r using (round_id);

-- ---------------------------------------------------------------- the way in

-- As before, with more in extras[i]: code is the hex of a code's keyed hash, which a door for codes
-- asks for; aside and test mark what does not count. One more outcome: refused, where the code is
-- none of the door's or has been used. What is not stored uses no code up.
create or replace function lyhord.submit(
  rounds uuid[], collectors uuid[], responses uuid[], receipts bytea[], contents bytea[],
  versions integer[], languages text[], weeks text[], answers jsonb[], statements jsonb[],
  boxes bytea[], extras jsonb[]
) returns table (place bigint, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  stored uuid[];
  met bigint[];
begin
  -- the rows are not mixed meanwhile
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  -- each code is held from here, in one order: whoever comes with the same one waits, and finds it gone
  perform
  from entry.code as c
  join unnest(rounds, collectors, extras) as i (round_id, collector_id, extra)
    using (round_id, collector_id)
  where c.code_hash = decode(i.extra ->> 'code', 'hex')
  order by c.code_hash
  for update of c;

  with incoming as (
    select
      i.*,
      decode(i.extra ->> 'code', 'hex') as code_hash,
      case
        when i.extra ? 'test' then 'trial'
        when i.extra ? 'aside' then 'aside'
        else 'counted'
      end as standing
    from unnest(
      rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers,
      statements, boxes, extras
    ) with ordinality as i (
      round_id, collector_id, response_id, receipt_hash, content_hash, version, language, week,
      answers, statements, box, extra, place
    )
  ), welcome as (
    select i.*, c.audience, c.instrument_id, c.mode
    from incoming as i
    join lyhord.collector as c using (round_id, collector_id)
    join lyhord.round as r using (round_id)
    where (i.standing = 'trial' or (r.state <> 'draft' and r.opens <= current_date))
      and now() < least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz)
        + interval '2 hours'
  ), admitted as (
    select round_id, response_id
    from welcome
    where mode <> 'codes' or standing = 'trial'
    union all
    -- a code admits one response, and is not spent on one that is here already
    (select distinct on (c.round_id, c.collector_id, c.code_hash) w.round_id, w.response_id
    from welcome as w
    join entry.code as c using (round_id, collector_id, code_hash)
    where w.mode = 'codes'
      and w.standing <> 'trial'
      and not exists (
        select from lyhord.receipt as k
        where k.round_id = w.round_id and k.receipt_hash = w.receipt_hash
      )
    order by c.round_id, c.collector_id, c.code_hash, w.place)
  ), fresh as (
    insert into lyhord.receipt (round_id, receipt_hash, content_hash, response_id)
    select distinct on (round_id, receipt_hash) round_id, receipt_hash, content_hash, response_id
    from welcome
    join admitted using (round_id, response_id)
    order by round_id, receipt_hash, place
    on conflict on constraint receipt_pkey do nothing
    returning round_id, response_id
  ), kept as (
    select w.* from welcome as w join fresh using (round_id, response_id)
  ), used as (
    delete from entry.code as c
    using kept as k
    where k.mode = 'codes'
      and k.standing <> 'trial'
      and c.round_id = k.round_id
      and c.collector_id = k.collector_id
      and c.code_hash = k.code_hash
  ), response as (
    insert into lyhord.response (
      round_id, response_id, collector_id, audience, instrument_id, version, language, channel,
      week, answers, standing
    )
    select
      round_id, response_id, collector_id, audience, instrument_id, version, language, mode,
      week, answers, standing
    from kept
  ), statement as (
    insert into lyhord.statement (
      round_id, statement_id, response_id, audience, question_id, position, language, text,
      standing
    )
    select
      k.round_id, s.statement_id, k.response_id, k.audience, s.question_id, s.position, k.language,
      s.text, k.standing
    from kept as k
    cross join lateral jsonb_to_recordset(k.statements)
      as s (statement_id uuid, question_id text, position smallint, text text)
  ), original as (
    insert into sealed.original (round_id, response_id, box)
    select round_id, response_id, box from kept where box is not null
  ), triage_case as (
    insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)
    select
      round_id, gen_random_uuid(), response_id, extra #>> '{case,level}', extra #> '{case,rules}',
      cast(extra #>> '{case,due}' as timestamptz)
    from kept
    where extra ? 'case'
  )
  select
    (select coalesce(array_agg(response_id), '{}') from fresh),
    (select coalesce(array_agg(place), '{}') from welcome)
  into stored, met;

  return query
  select
    i.place,
    case
      when i.response_id = any (stored) then 'stored'
      when k.content_hash = i.content_hash then 'same'
      when k.content_hash is not null then 'other'
      when i.place = any (met) then 'refused'
      else 'closed'
    end
  from unnest(rounds, responses, receipts, contents) with ordinality
    as i (round_id, response_id, receipt_hash, content_hash, place)
  left join lyhord.receipt as k
    on k.round_id = i.round_id and k.receipt_hash = i.receipt_hash
  order by i.place;
end $$;

-- Removes the response of a receipt with all that came from it, unless its round is locked. Says
-- nothing about whether it existed; the receipt's row stays, so that a repeat stores nothing, and a
-- code that was used stays used.
create or replace function lyhord.withdraw(receipt bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  delete from lyhord.response as r
  using lyhord.receipt as k, lyhord.round as o
  where k.receipt_hash = receipt
    and r.round_id = k.round_id and r.response_id = k.response_id
    and o.round_id = k.round_id and not o.is_locked;
  update lyhord.receipt as k set response_id = null
  from lyhord.round as o
  where k.receipt_hash = receipt and o.round_id = k.round_id and not o.is_locked;
end $$;

-- ---------------------------------------------------------------- rows that tell nothing

-- On which day the rows were mixed last, and in which transaction: what lies under another number
-- has come since.
create table lyhord.mixing (
  is_only boolean constraint mixing_pkey primary key default true,
  mixed_on date not null,
  mixed_by xid not null,
  constraint mixing_one_row check (is_only)
);

-- Whether so much is new that the rows are to be mixed: at least so many responses and this share of
-- all, or anything from an earlier day or in a round that takes no more.
create function lyhord.mixing_is_due(fewest integer, share real) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with rows as (
    select
      r.round_id,
      count(*) as n,
      count(*) filter (where m.mixed_by is null or r.xmin <> m.mixed_by) as n_new
    from lyhord.response as r
    left join lyhord.mixing as m on true
    group by r.round_id
  )
  select
    coalesce(sum(n_new) >= fewest and sum(n_new) >= share * sum(n), false)
    or coalesce(sum(n_new) > 0 and current_date > coalesce(min(m.mixed_on), '-infinity'), false)
    or coalesce(bool_or(
      n_new > 0
      and now() >= least(coalesce(o.closed_at, 'infinity'), (o.closes + 1)::timestamptz)
    ), false)
  from rows
  join lyhord.round as o using (round_id)
  left join lyhord.mixing as m on true
$$;

-- Writes every row of collected data anew, in random order, by one transaction and into new files:
-- neither xmin nor ctid tells which rows came together, and no dead row lies beside them. Whoever
-- comes to submit meanwhile waits; where something else is in the way for half a second, this gives up.
create function lyhord.mix_rows() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '500ms' as $$
declare
  mixed constant regclass[] := array[
    'entry.code', 'lyhord.receipt', 'lyhord.response', 'lyhord.statement', 'sealed.original',
    'sealed.triage_case'
  ];
  each regclass;
  leads record;
  names text;
  n bigint;
  written bigint;
begin
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  foreach each in array mixed loop
    execute format('lock table %s in access exclusive mode', each);
  end loop;

  create temp table mixing_key on commit drop as
  select conrelid::regclass as holder, conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint
  where contype = 'f' and confrelid = any (mixed) and conparentid = 0;
  for leads in select * from mixing_key loop
    execute format('alter table %s drop constraint %I', leads.holder, leads.name);
  end loop;

  foreach each in array mixed loop
    select string_agg(format('%I', attname), ', ' order by attnum) into names
    from pg_attribute
    where attrelid = each and attnum > 0 and not attisdropped and attgenerated = '';
    execute format('create temp table mixing_rows on commit drop as select %s from %s', names, each);
    get diagnostics n = row_count;
    execute format('alter table %s disable trigger user', each);
    execute format('truncate %s', each);
    execute format(
      'insert into %s (%s) overriding system value select %s from mixing_rows'
      ' order by gen_random_uuid()',
      each, names, names
    );
    get diagnostics written = row_count;
    if written <> n then
      raise exception 'of % rows of %, % were written', n, each, written;
    end if;
    execute format('alter table %s enable trigger user', each);
    drop table mixing_rows;
  end loop;

  for leads in select * from mixing_key loop
    execute format('alter table %s add constraint %I %s', leads.holder, leads.name, leads.definition);
  end loop;
  drop table mixing_key;

  insert into lyhord.mixing (mixed_on, mixed_by)
  values (current_date, cast(pg_current_xact_id() as xid))
  on conflict on constraint mixing_pkey
  do update set mixed_on = excluded.mixed_on, mixed_by = excluded.mixed_by;
end $$;

-- ---------------------------------------------------------------- who may do what

revoke all on function lyhord.weigh, lyhord.mixing_is_due, lyhord.mix_rows from public;
grant execute on function lyhord.weigh, lyhord.mixing_is_due, lyhord.mix_rows to lyhord_desk;
grant select on lyhord.uncounted_response, lyhord.uncounted_statement to lyhord_desk;
