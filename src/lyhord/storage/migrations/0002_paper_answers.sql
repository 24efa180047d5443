-- Answers that staff type in from paper. The desk gets no right to any table of answers: it may call
-- one function, which takes answers through paper doors alone and stores them as every other.

create function lyhord.submit_paper(
  rounds uuid[], collectors uuid[], responses uuid[], receipts bytea[], contents bytea[],
  versions integer[], languages text[], weeks text[], answers jsonb[], statements jsonb[],
  boxes bytea[]
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
    statements, boxes
  ) as s;
end $$;

revoke all on function lyhord.submit_paper from public;
grant execute on function lyhord.submit_paper to lyhord_desk;
