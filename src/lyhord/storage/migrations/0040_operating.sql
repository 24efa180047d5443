-- What who runs the service needs to know: whether a backup is whole, whether a worker lives, and
-- which schema this is.

-- How many rows each table holds and what their content sums up to, whatever order they lie in. What
-- is worked out from other columns is left out, as another server may work it out otherwise.
create function staff.sum_tables(besides text[]) returns table (name text, n bigint, digest text)
language plpgsql stable
set search_path = pg_catalog, pg_temp set row_security = off
set datestyle = 'ISO, YMD' set intervalstyle = 'postgres' set timezone = 'UTC'
set bytea_output = 'hex' set extra_float_digits = 1 as $$
declare
  each record;
begin
  for each in
    select
      s.nspname || '.' || c.relname as named,
      string_agg(format('t.%I', a.attname), ', ' order by a.attname) as columns
    from pg_class as c
    join pg_namespace as s on s.oid = c.relnamespace
    join pg_attribute as a on a.attrelid = c.oid
    where c.relkind = 'r'
      and s.nspname in ('lyhord', 'sealed', 'staff', 'entry', 'invitation_mail')
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and s.nspname || '.' || c.relname <> all (besides)
    group by 1
    order by 1
  loop
    return query execute format(
      $sum$
        select cast(%L as text), count(*), coalesce(cast(sum(cast(cast(
          'x' || left(encode(sha256(convert_to(cast(row(%s) as text), 'UTF8')), 'hex'), 16)
          as bit(64)) as bigint)) as text), '0')
        from %s as t
      $sum$,
      each.named, each.columns, each.named
    );
  end loop;
end $$;
revoke all on function staff.sum_tables from public;

-- When each worker was last heard of.
create table staff.worker (
  worker_id uuid constraint worker_pkey primary key,
  heard_at timestamptz not null default now()
);
grant select, insert, update, delete on staff.worker to lyhord_desk;

-- A web process knows by this whether the database has what it needs.
grant select (name) on public.lyhord_migration to lyhord_door, lyhord_desk;
