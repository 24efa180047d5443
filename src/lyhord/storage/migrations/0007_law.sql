-- What the law asks about a round and about the desk: an audit log whose entries hang together by
-- hash, how long what was collected is kept and by whose decision, the checklist of article 12,
-- and which texts are withheld from a copy that is disclosed.

-- ---------------------------------------------------------------- the chain of the audit log

alter table staff.audit
  add column place bigint constraint audit_place_key unique,
  add column hash bytea;

-- The end of the chain. Whoever links an entry holds this row until the commit, so that entries
-- written side by side become one chain.
create table staff.audit_head (
  is_only boolean default true constraint audit_head_pkey primary key,
  place bigint not null,
  hash bytea not null,
  constraint audit_head_is_one check (is_only)
);
insert into staff.audit_head (place, hash) values (0, decode(repeat('00', 32), 'hex'));

-- `lyhord audit verify` reckons in the same way, without asking this function.
create function staff.audit_hash(before bytea, place bigint, entry staff.audit) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(before || convert_to(cast(jsonb_build_array(
    place, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor,
    entry.action, entry.object, entry.details
  ) as text), 'UTF8'))
$$;

create function staff.link_audit(entry staff.audit) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  linked record;
begin
  update staff.audit_head as h
  set place = h.place + 1, hash = staff.audit_hash(h.hash, h.place + 1, entry)
  returning h.place, h.hash into strict linked;
  update staff.audit as a
  set place = linked.place, hash = linked.hash
  where a.entry_id = entry.entry_id;
end $$;

do $$
declare
  entry staff.audit;
begin
  for entry in select * from staff.audit order by entry_id loop
    perform staff.link_audit(entry);
  end loop;
end $$;

-- At the commit and not before: no transaction waits for another's audit entry while it works.
create function staff.link_new_audit() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform staff.link_audit(new);
  return null;
end $$;
create constraint trigger audit_is_linked after insert on staff.audit
  deferrable initially deferred for each row execute function staff.link_new_audit();

revoke all on function staff.audit_hash, staff.link_audit, staff.link_new_audit from public;
revoke insert on staff.audit from lyhord_desk, lyhord_officer;
grant insert (actor, action, object, details) on staff.audit to lyhord_desk, lyhord_officer;
grant select on staff.audit_head to lyhord_desk, lyhord_officer;

-- ---------------------------------------------------------------- what is decided about a round

create table lyhord.round_decision (
  round_id uuid
    constraint round_decision_pkey primary key
    constraint round_decision_round_fkey references lyhord.round,
  reference text not null default '',
  originals_days integer not null,
  statements_days integer not null,
  registrations_days integer not null,
  approval text not null default '',
  constraint round_decision_days_positive
    check (originals_days > 0 and statements_days > 0 and registrations_days > 0),
  constraint round_decision_originals_first check (originals_days <= statements_days)
);
insert into lyhord.round_decision (round_id, originals_days, statements_days, registrations_days)
select round_id, retention_days, retention_days, retention_days from lyhord.round;

-- The nine requirements on children's participation (GC12 § 134), as somebody has ticked them.
create table lyhord.round_check (
  round_id uuid not null constraint round_check_round_fkey references lyhord.round,
  requirement text not null,
  ticked_by text not null,
  ticked_at timestamptz not null default now(),
  constraint round_check_pkey primary key (round_id, requirement),
  constraint round_check_known check (requirement in (
    'transparent', 'voluntary', 'respectful', 'relevant', 'child_friendly', 'inclusive', 'trained',
    'safe', 'accountable'
  ))
);

-- Texts that are withheld from a copy of a round that is disclosed, and on which ground.
create table lyhord.redaction (
  round_id uuid not null,
  statement_id uuid not null,
  reason text not null,
  decided_by text not null,
  constraint redaction_pkey primary key (round_id, statement_id),
  constraint redaction_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);

-- ---------------------------------------------------------------- how long it is kept

-- What an officer has not decided on is not destroyed. A round ends when no answer can come any more. Days are counted from its last day of answers.
create view lyhord.retention as
select
  r.round_id, r.name, r.owner, d.reference, ended.ended_on,
  ended.ended_on + d.originals_days as originals_on,
  ended.ended_on + d.statements_days as statements_on,
  ended.ended_on + d.registrations_days as registrations_on,
  coalesce(ended.ended_on + d.originals_days <= current_date, false)
    and exists (select from sealed.original as o where o.round_id = r.round_id)
    as originals_due,
  coalesce(ended.ended_on + d.statements_days <= current_date, false)
    and exists (select from lyhord.response as a where a.round_id = r.round_id)
    as statements_due,
  coalesce(ended.ended_on + d.registrations_days <= current_date, false)
    and (
      exists (select from lyhord.receipt as k where k.round_id = r.round_id)
      or exists (select from staff.paper_tally as t where t.round_id = r.round_id)
    )
    as registrations_due,
  exists (select from sealed.triage_case as c where c.round_id = r.round_id) as awaits_officer
from lyhord.round as r
join lyhord.round_decision as d using (round_id)
cross join lateral (
  select least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz) as at
) as ends
cross join lateral (
  select case
    when r.state <> 'draft' and now() >= ends.at + interval '2 hours'
    then (ends.at - interval '1 microsecond')::date
  end as ended_on
) as ended;

-- What a purge destroyed: counts, decision, who and when; never a content.
create table lyhord.purge (
  round_id uuid not null constraint purge_round_fkey references lyhord.round,
  purge_id uuid not null,
  at timestamptz not null default now(),
  actor text not null,
  reference text not null,
  ended_on date not null,
  counts jsonb not null,
  preserved jsonb not null,
  constraint purge_pkey primary key (round_id, purge_id)
);

-- How much there is of each part that can be purged.
create function lyhord.retained(of_round uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'originals', (select count(*) from sealed.original where round_id = of_round),
    'responses', (select count(*) from lyhord.response where round_id = of_round),
    'statements', (select count(*) from lyhord.statement where round_id = of_round),
    'assignments', (select count(*) from lyhord.assignment where round_id = of_round),
    'runs', (select count(*) from lyhord.run where round_id = of_round),
    'receipts', (select count(*) from lyhord.receipt where round_id = of_round),
    'tallies', (select count(*) from staff.paper_tally where round_id = of_round)
  )
$$;

-- Destroys what is due of a round, and keeps the protocol; nothing without a decision, before the
-- round has ended or before its day. Returns what was destroyed, or null where nothing was.
create function lyhord.purge_round(of_round uuid, new_id uuid, purged_by text, preserved jsonb)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due lyhord.retention;
  there jsonb;
  gone text[] := '{}';
  counted jsonb;
begin
  perform from lyhord.round where round_id = of_round for update;
  select * into due from lyhord.retention where round_id = of_round;
  if due.ended_on is null or due.reference = '' or due.awaits_officer then
    return null;
  end if;
  there := lyhord.retained(of_round);
  if due.originals_due then
    delete from sealed.original where round_id = of_round;
    gone := gone || array['originals'];
  end if;
  if due.statements_due then
    delete from lyhord.response where round_id = of_round;
    delete from lyhord.run where round_id = of_round;
    gone := gone || array['responses', 'statements', 'assignments', 'runs'];
  end if;
  if due.registrations_due then
    delete from lyhord.receipt where round_id = of_round;
    delete from staff.paper_tally where round_id = of_round;
    gone := gone || array['receipts', 'tallies'];
  end if;
  if gone = '{}' then
    return null;
  end if;
  select jsonb_object_agg(key, value) into counted
  from jsonb_each(there) where key = any (gone);
  insert into lyhord.purge (round_id, purge_id, actor, reference, ended_on, counts, preserved)
  values (of_round, new_id, purged_by, due.reference, due.ended_on, counted, preserved);
  return counted;
end $$;

revoke all on function lyhord.retained, lyhord.purge_round from public;
grant execute on function lyhord.retained, lyhord.purge_round to lyhord_desk;
grant select on lyhord.round_decision, lyhord.round_check, lyhord.redaction, lyhord.retention,
  lyhord.purge to lyhord_desk;
grant insert, update on lyhord.round_decision to lyhord_desk;
grant insert, delete on lyhord.round_check to lyhord_desk;
grant insert, update, delete on lyhord.redaction to lyhord_desk;
