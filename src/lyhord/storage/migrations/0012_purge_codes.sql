-- Invitation codes that nobody used go with the other registrations of a round. The view and the
-- functions are as in 0007, with the codes.

create or replace view lyhord.retention as
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
      or exists (select from entry.code as c where c.round_id = r.round_id)
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

create or replace function lyhord.retained(of_round uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'originals', (select count(*) from sealed.original where round_id = of_round),
    'responses', (select count(*) from lyhord.response where round_id = of_round),
    'statements', (select count(*) from lyhord.statement where round_id = of_round),
    'assignments', (select count(*) from lyhord.assignment where round_id = of_round),
    'runs', (select count(*) from lyhord.run where round_id = of_round),
    'receipts', (select count(*) from lyhord.receipt where round_id = of_round),
    'codes', (select count(*) from entry.code where round_id = of_round),
    'tallies', (select count(*) from staff.paper_tally where round_id = of_round)
  )
$$;

create or replace function lyhord.purge_round(of_round uuid, new_id uuid, purged_by text, preserved jsonb)
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
    delete from entry.code where round_id = of_round;
    delete from staff.paper_tally where round_id = of_round;
    gone := gone || array['receipts', 'codes', 'tallies'];
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
