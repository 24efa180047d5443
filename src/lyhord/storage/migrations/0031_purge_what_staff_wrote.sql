-- With the answers goes what staff wrote beside them and may have taken from them: drafts of the reply,
-- and fictive cases. What was published stays, as it was read in public, without its quotes.

create or replace function lyhord.retained(of_round uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'originals', (select count(*) from sealed.original where round_id = of_round),
    'responses', (select count(*) from lyhord.response where round_id = of_round),
    'statements', (select count(*) from lyhord.statement where round_id = of_round),
    'assignments', (select count(*) from lyhord.assignment where round_id = of_round),
    'runs', (select count(*) from lyhord.run where round_id = of_round),
    'quotes', (select count(*) from lyhord.reply_quote where round_id = of_round),
    'drafts', (select count(*) from lyhord.reply_draft where round_id = of_round),
    'stories', (select count(*) from lyhord.journey_case where round_id = of_round),
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
    delete from lyhord.reply_draft where round_id = of_round;
    delete from lyhord.journey_case where round_id = of_round;
    gone := gone
      || array['responses', 'statements', 'assignments', 'runs', 'quotes', 'drafts', 'stories'];
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
