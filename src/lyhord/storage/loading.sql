-- name: others()$
-- Connections of other programs to this database.
select count(*)
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and usename is not null;

-- name: has_schema()$
-- Whether this database was ever migrated.
select to_regclass('public.lyhord_migration') is not null
  and to_regclass('lyhord.purge') is not null;

-- name: ledger()
-- The migrations that this database has.
select name, checksum from public.lyhord_migration order by name;

-- name: snapshot()$
-- What this transaction sees, for other connections.
select pg_export_snapshot();

-- name: drop_schemas()!
-- Everything of the service but its ledger.
drop schema if exists lyhord, sealed, staff, entry, invitation_mail cascade;

-- name: drop_ledger()!
-- Which migrations ran.
drop table if exists public.lyhord_migration;

-- name: make_roles()!
-- The roles that migrations make, where this server lacks them.
do $$
declare
  name text;
begin
  foreach name in array array[
    'lyhord_door', 'lyhord_desk', 'lyhord_officer', 'lyhord_mailer'
  ] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
      execute format('grant %I to current_user', name);
    end if;
  end loop;
end $$;

-- name: note_migrations(names, checksums)!
-- The migrations that a restored database has.
insert into public.lyhord_migration (name, checksum)
select name, checksum from unnest(cast(:names as text[]), cast(:checksums as text[])) as m (name, checksum);

-- name: show_ledger()!
-- What 0040 gave on the table that no dump holds.
grant select (name) on public.lyhord_migration to lyhord_door, lyhord_desk;
