-- The first schema: what is asked (lyhord), what was answered (lyhord), originals that only the
-- safeguarding officers can open (sealed), and what staff need to work (staff).
--
-- Every table of collected data carries round_id first in its key, so that it can be distributed.
-- No column leads from a person to an answer: ids are random, time is an ISO week.

create schema lyhord;
create schema sealed;
create schema staff;

-- ---------------------------------------------------------------- what is asked

create table lyhord.place (
  place_id text constraint place_pkey primary key,
  document jsonb not null
);

create table lyhord.instrument (
  instrument_id text not null,
  version integer not null,
  digest text not null,
  document jsonb not null,
  constraint instrument_pkey primary key (instrument_id, version),
  constraint instrument_digest_key unique (instrument_id, digest),
  constraint instrument_version_positive check (version > 0)
);

create table sealed.officer_key (
  key_id uuid constraint officer_key_pkey primary key,
  public_key bytea not null,
  wrapped_key bytea not null,
  created_on date not null,
  constraint officer_key_public_length check (octet_length(public_key) = 32)
);

create table lyhord.round (
  round_id uuid constraint round_pkey primary key,
  name text not null,
  purpose text not null default '',
  owner text not null default '',
  mode text not null default 'development',
  state text not null default 'draft',
  opens date not null,
  closes date not null,
  closed_at timestamptz,
  results_by date,
  officer text not null,
  deputy text not null,
  retention_days integer not null,
  place_id text not null constraint round_place_fkey references lyhord.place,
  key_id uuid not null,
  public_key bytea not null,
  is_locked boolean not null default false,
  constraint round_mode_known check (mode in ('development', 'research')),
  constraint round_state_known check (state in ('draft', 'open', 'closed')),
  constraint round_dates_ordered check (closes >= opens),
  constraint round_retention_positive check (retention_days > 0),
  constraint round_key_fkey foreign key (key_id) references sealed.officer_key
);

create table lyhord.collector (
  round_id uuid not null constraint collector_round_fkey references lyhord.round,
  collector_id uuid not null,
  slug text not null constraint collector_slug_key unique,
  name text not null default '',
  audience text not null,
  mode text not null,
  instrument_id text not null,
  version integer not null,
  presets jsonb not null default '{}',
  constraint collector_pkey primary key (round_id, collector_id),
  constraint collector_instrument_fkey
    foreign key (instrument_id, version) references lyhord.instrument,
  constraint collector_audience_known
    check (audience in ('child', 'youth', 'guardian', 'professional')),
  constraint collector_mode_known
    check (mode in ('open', 'codes', 'kiosk', 'paper', 'workshop', 'interview', 'import'))
);

-- ---------------------------------------------------------------- what was answered

create table lyhord.response (
  round_id uuid not null,
  response_id uuid not null,
  collector_id uuid not null,
  audience text not null,
  instrument_id text not null,
  version integer not null,
  language text not null,
  channel text not null,
  week text not null,
  answers jsonb not null,
  constraint response_pkey primary key (round_id, response_id),
  constraint response_week_iso check (week ~ '^\d{4}-W\d{2}$')
);

create table lyhord.statement (
  round_id uuid not null,
  statement_id uuid not null,
  response_id uuid not null,
  audience text not null,
  question_id text not null,
  position smallint not null default 0,
  language text not null,
  text text not null,
  constraint statement_pkey primary key (round_id, statement_id),
  constraint statement_response_fkey
    foreign key (round_id, response_id) references lyhord.response on delete cascade
);
create index statement_response_idx on lyhord.statement (round_id, response_id);

-- What a receipt needs to be known again; the receipt itself is never stored. The row outlives its
-- response, so that a repeated post after a withdrawal stores nothing.
create table lyhord.receipt (
  round_id uuid not null,
  receipt_hash bytea not null,
  content_hash bytea not null,
  response_id uuid,
  constraint receipt_pkey primary key (round_id, receipt_hash)
);
create index receipt_hash_idx on lyhord.receipt (receipt_hash);

create table sealed.original (
  round_id uuid not null,
  response_id uuid not null,
  box bytea not null,
  constraint original_pkey primary key (round_id, response_id),
  constraint original_response_fkey
    foreign key (round_id, response_id) references lyhord.response on delete cascade
);

-- ---------------------------------------------------------------- what was found

create table lyhord.run (
  round_id uuid not null constraint run_round_fkey references lyhord.round,
  run_id uuid not null,
  state text not null default 'queued',
  seed integer not null,
  method text not null default '',
  corpus_digest text not null default '',
  coverage real,
  summary jsonb not null default '{}',
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint run_pkey primary key (round_id, run_id),
  constraint run_state_known check (state in ('queued', 'running', 'finished', 'failed'))
);

create table lyhord.theme (
  round_id uuid not null,
  run_id uuid not null,
  theme_id text not null,
  position smallint not null,
  name text not null,
  definition text not null default '',
  source text not null,
  stability real,
  terms jsonb not null default '[]',
  constraint theme_pkey primary key (round_id, run_id, theme_id),
  constraint theme_run_fkey
    foreign key (round_id, run_id) references lyhord.run on delete cascade,
  constraint theme_source_known check (source in ('codebook', 'new', 'remainder'))
);

create table lyhord.assignment (
  round_id uuid not null,
  run_id uuid not null,
  statement_id uuid not null,
  theme_id text not null,
  strength real not null,
  second text,
  third text,
  quote_rank smallint,
  constraint assignment_pkey primary key (round_id, run_id, statement_id),
  constraint assignment_theme_fkey
    foreign key (round_id, run_id, theme_id) references lyhord.theme on delete cascade,
  constraint assignment_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);
create index assignment_theme_idx on lyhord.assignment (round_id, run_id, theme_id, strength desc);
create index assignment_statement_idx on lyhord.assignment (round_id, statement_id);

-- ---------------------------------------------------------------- what staff need

create table staff.account (
  account_id uuid constraint account_pkey primary key,
  email text not null constraint account_email_key unique,
  role text not null,
  password_hash text not null,
  constraint account_role_known check (
    role in ('admin', 'leader', 'analyst', 'safeguarding', 'facilitator', 'viewer')
  )
);

create unlogged table staff.session (
  session_key text constraint session_pkey primary key,
  data bytea not null,
  expires_at timestamptz not null
);
create index session_expires_idx on staff.session (expires_at);

create unlogged table staff.attempt (
  attempt_key text constraint attempt_pkey primary key,
  failures integer not null,
  blocked_until timestamptz not null
);

create table staff.job (
  job_id uuid constraint job_pkey primary key,
  kind text not null,
  round_id uuid not null constraint job_round_fkey references lyhord.round,
  payload jsonb not null default '{}',
  state text not null default 'queued',
  progress real not null default 0,
  stage text not null default '',
  error text not null default '',
  attempts smallint not null default 0,
  queued_at timestamptz not null default now(),
  heartbeat_at timestamptz,
  finished_at timestamptz,
  constraint job_state_known check (state in ('queued', 'running', 'finished', 'failed'))
);
create index job_queued_idx on staff.job (queued_at) where state in ('queued', 'running');

-- Who did what at the desk; the application roles may add and read, never change or delete.
create table staff.audit (
  entry_id bigint generated always as identity constraint audit_pkey primary key,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  object text not null default '',
  details jsonb not null default '{}'
);

-- ---------------------------------------------------------------- the door's only ways in

create view lyhord.door as
select
  c.slug, c.round_id, c.collector_id, c.audience, c.mode, c.instrument_id, c.version, c.presets,
  r.name as round_name, r.state, r.opens, r.closes, r.closed_at, r.results_by,
  r.place_id, r.public_key
from lyhord.collector as c
join lyhord.round as r using (round_id);

-- Stores a batch of responses. The arrays are parallel, one element a response; statements[i] is an
-- array of {statement_id, question_id, position, text}. Returns one outcome a response, in order:
-- stored, same (already here with the same content), other (already here with other content) or
-- closed. A round takes answers for two hours after it closed, for those who were writing.
create function lyhord.submit(
  rounds uuid[], collectors uuid[], responses uuid[], receipts bytea[], contents bytea[],
  versions integer[], languages text[], weeks text[], answers jsonb[], statements jsonb[],
  boxes bytea[]
) returns table (place bigint, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  stored uuid[];
begin
  with incoming as (
    select * from unnest(
      rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers,
      statements, boxes
    ) with ordinality as i (
      round_id, collector_id, response_id, receipt_hash, content_hash, version, language, week,
      answers, statements, box, place
    )
  ), welcome as (
    select i.*, c.audience, c.instrument_id, c.mode
    from incoming as i
    join lyhord.collector as c using (round_id, collector_id)
    join lyhord.round as r using (round_id)
    where r.state <> 'draft'
      and r.opens <= current_date
      and now() < least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz)
        + interval '2 hours'
  ), fresh as (
    insert into lyhord.receipt (round_id, receipt_hash, content_hash, response_id)
    select distinct on (round_id, receipt_hash) round_id, receipt_hash, content_hash, response_id
    from welcome
    order by round_id, receipt_hash, place
    on conflict on constraint receipt_pkey do nothing
    returning round_id, response_id
  ), kept as (
    select w.* from welcome as w join fresh using (round_id, response_id)
  ), response as (
    insert into lyhord.response (
      round_id, response_id, collector_id, audience, instrument_id, version, language, channel,
      week, answers
    )
    select
      round_id, response_id, collector_id, audience, instrument_id, version, language, mode,
      week, answers
    from kept
  ), statement as (
    insert into lyhord.statement (
      round_id, statement_id, response_id, audience, question_id, position, language, text
    )
    select
      k.round_id, s.statement_id, k.response_id, k.audience, s.question_id, s.position, k.language,
      s.text
    from kept as k
    cross join lateral jsonb_to_recordset(k.statements)
      as s (statement_id uuid, question_id text, position smallint, text text)
  ), original as (
    insert into sealed.original (round_id, response_id, box)
    select round_id, response_id, box from kept where box is not null
  )
  select coalesce(array_agg(response_id), '{}') into stored from fresh;

  return query
  select
    i.place,
    case
      when i.response_id = any (stored) then 'stored'
      when k.content_hash = i.content_hash then 'same'
      when k.content_hash is not null then 'other'
      else 'closed'
    end
  from unnest(rounds, responses, receipts, contents) with ordinality
    as i (round_id, response_id, receipt_hash, content_hash, place)
  left join lyhord.receipt as k
    on k.round_id = i.round_id and k.receipt_hash = i.receipt_hash
  order by i.place;
end $$;

-- Removes the response of a receipt with all that came from it, unless its round is locked. Says
-- nothing about whether it existed; the receipt's row stays, so that a repeat stores nothing.
create function lyhord.withdraw(receipt bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from lyhord.response as r
  using lyhord.receipt as k, lyhord.round as o
  where k.receipt_hash = receipt
    and r.round_id = k.round_id and r.response_id = k.response_id
    and o.round_id = k.round_id and not o.is_locked;
  update lyhord.receipt as k set response_id = null
  from lyhord.round as o
  where k.receipt_hash = receipt and o.round_id = k.round_id and not o.is_locked;
end $$;

-- Web processes keep collectors in memory; they forget them when one of these changes.
create function lyhord.tell_doors() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('lyhord_doors', '');
  return null;
end $$;
create trigger round_tells_doors after insert or update or delete on lyhord.round
  for each statement execute function lyhord.tell_doors();
create trigger collector_tells_doors after insert or update or delete on lyhord.collector
  for each statement execute function lyhord.tell_doors();
create trigger place_tells_doors after insert or update or delete on lyhord.place
  for each statement execute function lyhord.tell_doors();

create function staff.tell_workers() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('lyhord_jobs', '');
  return null;
end $$;
create trigger job_tells_workers after insert on staff.job
  for each statement execute function staff.tell_workers();

-- ---------------------------------------------------------------- who may do what

do $$
declare
  name text;
begin
  foreach name in array array['lyhord_door', 'lyhord_desk', 'lyhord_officer'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
    execute format('grant %I to current_user', name);
  end loop;
end $$;

revoke all on function lyhord.submit, lyhord.withdraw, lyhord.tell_doors, staff.tell_workers
  from public;

grant usage on schema lyhord to lyhord_door, lyhord_desk, lyhord_officer;
grant usage on schema sealed to lyhord_officer;
grant usage on schema staff to lyhord_desk, lyhord_officer;

grant select on lyhord.door, lyhord.instrument, lyhord.place to lyhord_door;
grant execute on function lyhord.submit, lyhord.withdraw to lyhord_door;

grant select on all tables in schema lyhord to lyhord_desk;
grant insert, update on lyhord.round, lyhord.collector to lyhord_desk;
grant insert on lyhord.instrument to lyhord_desk;
grant insert, update on lyhord.place to lyhord_desk;
grant insert, update, delete on lyhord.run, lyhord.theme, lyhord.assignment to lyhord_desk;
grant select, insert, update, delete on staff.session, staff.attempt, staff.job to lyhord_desk;
grant select on staff.account to lyhord_desk;
grant update (password_hash) on staff.account to lyhord_desk;
grant select, insert on staff.audit to lyhord_desk, lyhord_officer;

grant select on lyhord.round, lyhord.response, lyhord.statement to lyhord_officer;
grant select on sealed.original, sealed.officer_key to lyhord_officer;
