-- Warning signs: a case for each response in which one was found, in the officers' schema; what was
-- decided, without any way back to the response; and the officers' keys, wrapped for each person.

-- ---------------------------------------------------------------- cases

-- Kept until it is decided. No time of arrival: due_at is the end of a half working day, and with it
-- goes the last of it when the row does. The words stay in the sealed original.
create table sealed.triage_case (
  round_id uuid not null,
  case_id uuid not null,
  response_id uuid not null,
  level text not null,
  rules jsonb not null,
  due_at timestamptz not null,
  opened_by text not null default '',
  is_told boolean not null default false,
  is_escalated boolean not null default false,
  constraint triage_case_pkey primary key (round_id, case_id),
  constraint triage_case_response_key unique (round_id, response_id),
  constraint triage_case_response_fkey
    foreign key (round_id, response_id) references lyhord.response on delete cascade,
  constraint triage_case_level_known check (level in ('acute', 'concern', 'historic'))
);

-- What officers decided, to be counted: nothing leads from here to a case, a response or a child.
create table sealed.triage_decision (
  round_id uuid not null constraint triage_decision_round_fkey references lyhord.round,
  decision_id uuid not null,
  level text not null,
  outcome text not null,
  reported_on date,
  reported_by text not null default '',
  constraint triage_decision_pkey primary key (round_id, decision_id),
  constraint triage_decision_level_known check (level in ('acute', 'concern', 'historic')),
  constraint triage_decision_outcome_known
    check (outcome in ('no_concern', 'general', 'reported')),
  constraint triage_decision_report_whole check (
    (outcome = 'reported') = (reported_on is not null)
    and (outcome = 'reported') = (reported_by <> '')
  )
);

-- The responses whose statements wait: an acute case that is neither decided nor overdue.
create function lyhord.held_responses() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select response_id from sealed.triage_case where level = 'acute' and due_at > now()
$$;

-- Held in one place for every query that there is or will be: the desk does not see what waits.
alter table lyhord.statement enable row level security;
create policy statement_read on lyhord.statement to lyhord_desk, lyhord_officer using (true);
create policy statement_held on lyhord.statement as restrictive to lyhord_desk
  using (response_id not in (select lyhord.held_responses()));

-- ---------------------------------------------------------------- keys

-- One private key, wrapped for each who may open what was sealed to it; the holder is an e-mail
-- address, or nobody where the passphrase is shared.
create table sealed.key_copy (
  key_id uuid not null constraint key_copy_key_fkey references sealed.officer_key,
  holder text not null default '',
  wrapped_key bytea not null,
  made_on date not null,
  constraint key_copy_pkey primary key (key_id, holder)
);
insert into sealed.key_copy (key_id, wrapped_key, made_on)
select key_id, wrapped_key, created_on from sealed.officer_key;
alter table sealed.officer_key drop column wrapped_key;
-- two keys of one day have an order, or the lost one may be taken for the new one
alter table sealed.officer_key add column made_at timestamptz not null default clock_timestamp();

-- Whether somebody with the role safeguarding was ever known by the round's addresses; if so, the
-- round closes when there is none any more.
alter table lyhord.round
  add column officer_known boolean not null default false,
  add column deputy_known boolean not null default false;

-- ---------------------------------------------------------------- the ways in, with what is beside

drop function lyhord.submit_paper;
drop function lyhord.submit;

-- As before; extras[i] is null, or an object: case is {level, rules, due}, what was found in the
-- original texts and until when somebody is to have looked.
create function lyhord.submit(
  rounds uuid[], collectors uuid[], responses uuid[], receipts bytea[], contents bytea[],
  versions integer[], languages text[], weeks text[], answers jsonb[], statements jsonb[],
  boxes bytea[], extras jsonb[]
) returns table (place bigint, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  stored uuid[];
begin
  with incoming as (
    select * from unnest(
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
  ), triage_case as (
    insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)
    select
      round_id, gen_random_uuid(), response_id, extra #>> '{case,level}', extra #> '{case,rules}',
      cast(extra #>> '{case,due}' as timestamptz)
    from kept
    where extra ? 'case'
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

create function lyhord.submit_paper(
  rounds uuid[], collectors uuid[], responses uuid[], receipts bytea[], contents bytea[],
  versions integer[], languages text[], weeks text[], answers jsonb[], statements jsonb[],
  boxes bytea[], extras jsonb[]
) returns table (place bigint, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if exists (
    select
    from unnest(rounds, collectors) as i (round_id, collector_id)
    left join lyhord.collector as c using (round_id, collector_id)
    where c.mode is distinct from 'paper'
  ) then
    raise exception 'only paper doors take answers from the desk' using errcode = '42501';
  end if;
  return query
  select s.place, s.outcome
  from lyhord.submit(
    rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers,
    statements, boxes, extras
  ) as s;
end $$;

-- ---------------------------------------------------------------- who may do what

revoke all on function lyhord.submit, lyhord.submit_paper, lyhord.held_responses from public;
grant execute on function lyhord.submit to lyhord_door;
grant execute on function lyhord.submit_paper to lyhord_desk;
grant execute on function lyhord.held_responses to lyhord_desk;

grant select, update, delete on sealed.triage_case to lyhord_officer;
grant select, insert on sealed.triage_decision to lyhord_officer;
grant select, insert, update, delete on sealed.key_copy to lyhord_officer;
grant select on lyhord.collector, lyhord.instrument, lyhord.place to lyhord_officer;
