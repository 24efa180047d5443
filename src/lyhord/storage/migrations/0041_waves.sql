-- Rounds that follow each other up: waves of a series. A self-made code is hashed in the browser
-- with the key of its series and again with the service's secret; the hash joins waves, and nothing
-- else. The service may count by it and read none.

create table lyhord.series (
  series_id uuid constraint series_pkey primary key,
  key bytea,
  ended_on date,
  constraint series_key_length check (octet_length(key) = 32),
  constraint series_ends_without_key check (ended_on is null or key is null)
);

create table lyhord.wave (
  round_id uuid not null,
  series_id uuid not null constraint wave_series_fkey references lyhord.series,
  number smallint not null,
  constraint wave_pkey primary key (round_id),
  constraint wave_round_fkey foreign key (round_id) references lyhord.round on delete cascade,
  constraint wave_number unique (series_id, number),
  constraint wave_is_one_of_ten check (number between 0 and 9)
);

create table lyhord.wave_code (
  round_id uuid not null,
  response_id uuid not null,
  code_hash bytea not null,
  constraint wave_code_pkey primary key (round_id, response_id),
  constraint wave_code_response_fkey
    foreign key (round_id, response_id) references lyhord.response on delete cascade,
  constraint wave_code_length check (octet_length(code_hash) = 32)
);

-- What was told of a wave beside the waves before it; never made anew.
create table lyhord.published_change (
  round_id uuid not null,
  document jsonb not null,
  constraint published_change_pkey primary key (round_id),
  constraint published_change_round_fkey
    foreign key (round_id) references lyhord.round on delete cascade
);

create policy wave_seen on lyhord.wave as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = wave.round_id
  )
);
create policy wave_read on lyhord.wave to lyhord_desk, lyhord_officer using (true);
create policy published_change_seen on lyhord.published_change as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = published_change.round_id
  )
);
create policy published_change_read on lyhord.published_change
  to lyhord_desk, lyhord_officer using (true);
-- nobody's but that of the functions below
create policy wave_code_seen on lyhord.wave_code as restrictive
  to lyhord_desk, lyhord_officer, lyhord_door using (false);
alter table lyhord.wave enable row level security;
alter table lyhord.published_change enable row level security;
alter table lyhord.wave_code enable row level security;

-- What a page that asks for a code hashes it with: anybody who sees the page knows it.
create view lyhord.wave_key as
select w.round_id, s.key
from lyhord.wave as w
join lyhord.series as s using (series_id)
where s.key is not null;

-- Keeps the codes of responses that came in the same transaction, so that the door can add none to
-- any other; a series that has ended takes none.
create function lyhord.keep_wave_codes(rounds uuid[], responses uuid[], hashes bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into lyhord.wave_code (round_id, response_id, code_hash)
  select r.round_id, r.response_id, i.code_hash
  from unnest(rounds, responses, hashes) as i (round_id, response_id, code_hash)
  join lyhord.wave_key using (round_id)
  join lyhord.response as r using (round_id, response_id)
  where r.xmin = cast(pg_current_xact_id() as xid)
  on conflict on constraint wave_code_pkey do nothing
$$;

-- Of each wave and audience how many gave a code, and how many of them one that stands there again.
create function lyhord.count_coded(waves uuid[])
returns table (wave bigint, audience text, coded bigint, alike bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with coded as (
    select
      array_position(waves, c.round_id) as wave, p.audience,
      count(*) over (partition by c.round_id, p.audience, c.code_hash) as times
    from lyhord.wave_code as c
    join lyhord.respondent as p using (round_id, response_id)
    where c.round_id = any (waves)
  )
  select wave, audience, count(*), count(*) filter (where times > 1)
  from coded
  group by wave, audience
$$;

-- How many people placed themselves alike in the same waves. Somebody is found again by a code that
-- stands once in a wave; everybody else is in one wave alone.
create function lyhord.count_changes(waves uuid[], straight text[], turned text[], scale text[])
returns table (audience text, places jsonb, n bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with placed as (
    select
      r.round_id, r.response_id, r.audience, s.statement = any (turned) as is_turned,
      array_position(scale, r.answers ->> s.statement) as place
    from lyhord.respondent as r
    cross join unnest(straight || turned) as s (statement)
    where r.round_id = any (waves)
  ), person as (
    select
      round_id, response_id, audience, count(place) as answered,
      sum(case when is_turned then cardinality(scale) - place else place - 1 end) as points
    from placed
    group by round_id, response_id, audience
  ), coded as (
    select
      c.round_id, c.response_id, c.code_hash,
      count(*) over (partition by c.round_id, p.audience, c.code_hash) as times
    from lyhord.wave_code as c
    join lyhord.respondent as p using (round_id, response_id)
    where c.round_id = any (waves)
  ), found as (
    select
      p.audience,
      coalesce(encode(c.code_hash, 'hex'), cast(p.response_id as text)) as who,
      jsonb_object_agg(
        array_position(waves, p.round_id), jsonb_build_array(p.answered, p.points)
      ) as places
    from person as p
    left join coded as c
      on c.round_id = p.round_id and c.response_id = p.response_id and c.times = 1
    where p.answered > 0
    group by p.audience, who
  )
  select audience, places, count(*)
  from found
  group by audience, places
$$;

-- Ends a series: neither its key nor a hash is left. Says no while one of its rounds takes answers.
create function lyhord.end_series(of_series uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  perform from lyhord.series where series_id = of_series and ended_on is null for update;
  if not found or exists (
    select from lyhord.wave as w join lyhord.round as r using (round_id)
    where w.series_id = of_series
      and (
        r.state <> 'closed'
        or now() < least(coalesce(r.closed_at, 'infinity'), (r.closes + 1)::timestamptz)
          + interval '2 hours'
      )
  ) then
    return false;
  end if;
  delete from lyhord.wave_code as c
  using lyhord.wave as w
  where w.series_id = of_series and c.round_id = w.round_id;
  update lyhord.series set key = null, ended_on = current_date where series_id = of_series;
  return true;
end $$;

-- The key goes with the last answers that it could join, and with a draft that nobody opened.
create function lyhord.drop_idle_series() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from lyhord.series as s
  where not exists (select from lyhord.wave as w where w.series_id = s.series_id);
  update lyhord.series as s set key = null, ended_on = current_date
  where s.ended_on is null
    and not exists (
      select from lyhord.wave as w
      where w.series_id = s.series_id
        and not exists (
          select from lyhord.purge as p
          where p.round_id = w.round_id and p.counts ? 'responses'
        )
    );
  return null;
end $$;
create trigger purge_drops_series after insert on lyhord.purge
for each row execute function lyhord.drop_idle_series();
create trigger wave_drops_series after delete on lyhord.wave
for each statement execute function lyhord.drop_idle_series();

create trigger wave_tells_doors after insert or update or delete on lyhord.wave
for each statement execute function lyhord.tell_doors();
create trigger series_tells_doors after update on lyhord.series
for each statement execute function lyhord.tell_doors();

-- The same as before, with the codes.
create or replace function lyhord.mix_rows() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '500ms'
set work_mem = '128MB' as $$
declare
  mixed constant regclass[] := array[
    'entry.code', 'lyhord.receipt', 'lyhord.response', 'lyhord.statement', 'sealed.original',
    'sealed.triage_case', 'lyhord.wave_code'
  ];
  each regclass;
  leads record;
  names text;
  n bigint;
  written bigint;
  seed bigint := hashtextextended(cast(gen_random_uuid() as text), 0);
begin
  perform pg_advisory_xact_lock(hashtext('lyhord rows'));
  foreach each in array mixed loop
    execute format('lock table %s in access exclusive mode', each);
  end loop;

  create temp table mixing_key on commit drop as
  select conrelid::regclass as holder, conname as name, pg_get_constraintdef(oid) as definition
  from pg_constraint
  where contype = 'f' and confrelid = any (mixed) and conparentid = 0;
  for leads in select * from mixing_key loop
    execute format('alter table %s drop constraint %I', leads.holder, leads.name);
  end loop;

  foreach each in array mixed loop
    select string_agg(format('%I', attname), ', ' order by attnum) into names
    from pg_attribute
    where attrelid = each and attnum > 0 and not attisdropped and attgenerated = '';
    execute format(
      'create temp table mixing_rows on commit drop as select %s from %s as t'
      ' order by hash_record_extended(t, %L)',
      names, each, seed
    );
    get diagnostics n = row_count;
    execute format('alter table %s disable trigger user', each);
    execute format('truncate %s', each);
    execute format(
      'insert into %s (%s) overriding system value select %s from mixing_rows', each, names, names
    );
    get diagnostics written = row_count;
    if written <> n then
      raise exception 'of % rows of %, % were written', n, each, written;
    end if;
    execute format('alter table %s enable trigger user', each);
    drop table mixing_rows;
  end loop;

  for leads in select * from mixing_key loop
    execute format('alter table %s add constraint %I %s', leads.holder, leads.name, leads.definition);
  end loop;
  drop table mixing_key;

  insert into lyhord.mixing (mixed_on, mixed_by)
  values (current_date, cast(pg_current_xact_id() as xid))
  on conflict on constraint mixing_pkey
  do update set mixed_on = excluded.mixed_on, mixed_by = excluded.mixed_by;
end $$;

revoke all on function
  lyhord.keep_wave_codes, lyhord.count_coded, lyhord.count_changes, lyhord.end_series,
  lyhord.drop_idle_series
from public;
grant execute on function lyhord.keep_wave_codes to lyhord_door;
grant execute on function lyhord.count_coded, lyhord.count_changes, lyhord.end_series
to lyhord_desk;
grant select on lyhord.wave_key to lyhord_door, lyhord_desk;
grant select, insert on lyhord.wave, lyhord.published_change to lyhord_desk;
grant select (series_id, ended_on), insert on lyhord.series to lyhord_desk;
