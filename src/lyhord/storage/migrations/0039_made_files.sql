-- Files of large rounds are made by the worker and lie here until whoever asked has fetched them, within
-- a day. What they were made of may be taken back meanwhile: then they go in the same transaction.

create table lyhord.made_file (
  round_id uuid not null
    constraint made_file_round_fkey references lyhord.round on delete cascade,
  file_id uuid not null,
  asked_by text not null,
  municipalities text[] not null,
  wanted jsonb not null,
  asked_at timestamptz not null default now(),
  is_void boolean not null default false,
  name text not null default '',
  media_type text not null default '',
  mark text not null default '',
  content bytea,
  constraint made_file_pkey primary key (round_id, file_id),
  constraint made_file_void check (not is_void or content is null)
);
create index made_file_asked_idx on lyhord.made_file (asked_at);

-- Most formats are compressed already, and the planner keeps no samples of what people wrote.
alter table lyhord.made_file alter column content set storage external;
alter table lyhord.made_file alter column content set statistics 0;

create policy made_file_seen on lyhord.made_file as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = made_file.round_id
  )
);
create policy made_file_used on lyhord.made_file to lyhord_desk using (true);
alter table lyhord.made_file enable row level security;
grant select, insert, update, delete on lyhord.made_file to lyhord_desk;

-- ---------------------------------------------------------------- what takes a file away

-- Files of these rounds that are made or being made: a worker that keeps one waits for this, and the
-- other way round, so that neither misses the other.
create function lyhord.void_files() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.made_file as f set is_void = true, content = null
  where not f.is_void and f.round_id in (select t.round_id from touched as t);
  return null;
end $$;

create trigger response_gone_voids_files after delete on lyhord.response
referencing old table as touched for each statement execute function lyhord.void_files();
create trigger response_weighed_voids_files after update on lyhord.response
referencing old table as touched for each statement execute function lyhord.void_files();
create trigger statement_hidden_voids_files after update on lyhord.statement
referencing old table as touched for each statement execute function lyhord.void_files();

-- What a reader handed over is held back; what a rule pointed at was never in a file.
create function lyhord.void_files_held() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.made_file as f set is_void = true, content = null
  where not f.is_void
    and f.round_id in (select t.round_id from touched as t where t.statements is not null);
  return null;
end $$;

create trigger case_handed_over_voids_files after insert on sealed.triage_case
referencing new table as touched for each statement execute function lyhord.void_files_held();
create trigger case_made_serious_voids_files after update on sealed.triage_case
referencing new table as touched for each statement execute function lyhord.void_files_held();

-- New figures: a file that is being made is compared with them before it is kept.
create function lyhord.void_old_files() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.made_file as f set is_void = true, content = null
  where f.content is not null and f.round_id in (select t.round_id from touched as t);
  return null;
end $$;

create trigger published_round_voids_files after insert on lyhord.published_round
referencing new table as touched for each statement execute function lyhord.void_old_files();
create trigger published_run_voids_files after insert on lyhord.published_run
referencing new table as touched for each statement execute function lyhord.void_old_files();

create function lyhord.purge_files() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from lyhord.made_file as f
  where f.round_id in (select t.round_id from touched as t);
  return null;
end $$;

create trigger purge_takes_files after insert on lyhord.purge
referencing new table as touched for each statement execute function lyhord.purge_files();

revoke all on function
  lyhord.void_files, lyhord.void_files_held, lyhord.void_old_files, lyhord.purge_files
  from public;
