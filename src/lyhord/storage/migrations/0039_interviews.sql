-- Interviews come in as imports do: by staff, through doors of their own.

create or replace function lyhord.submit_import(
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
    where coalesce(c.mode, '') not in ('import', 'interview')
  ) then
    raise exception 'only doors for imports and interviews take answers that staff bring'
      using errcode = '42501';
  end if;
  return query
  select s.place, s.outcome
  from lyhord.submit(
    rounds, collectors, responses, receipts, contents, versions, languages, weeks, answers,
    statements, boxes, extras
  ) as s;
end $$;
