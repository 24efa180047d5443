-- Answers from other tools and interviews come in through doors of their own; what columns mean is
-- remembered by their headers. Neither the file nor anything of who answered is kept.

create function lyhord.submit_import(
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

revoke all on function lyhord.submit_import from public;
grant execute on function lyhord.submit_import to lyhord_desk;

create table staff.import_mapping (
  headers bytea not null,
  audience text not null,
  mapping jsonb not null,
  kept_on date not null default current_date,
  constraint import_mapping_pkey primary key (headers, audience)
);

grant select, insert, update on staff.import_mapping to lyhord_desk;
