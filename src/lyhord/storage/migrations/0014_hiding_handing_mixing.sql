-- Words that are hidden by hand leave the names of themes too; a text that no rule pointed at can be
-- handed over to the officers by whoever reads it; and rows are mixed in less time.

-- ---------------------------------------------------------------- hidden words

-- Whether a text holds one of these words, whole; `words` has each in the ways in which it is written.
create function lyhord.holds_word(said text, words text[]) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select said = any (words) or exists (
    select from regexp_split_to_table(said, '[\s,.;:@+''’/()-]+') as piece
    where piece = any (words)
  )
$$;

-- A list with commas, without the parts that hold such a word.
create function lyhord.without_words(said text, words text[]) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(string_agg(each.part, ', ' order by each.place), '')
  from regexp_split_to_table(said, ', ') with ordinality as each (part, place)
  where not lyhord.holds_word(each.part, words)
$$;

-- Takes words out of what a round's themes are made of: their terms, and the name and definition of
-- those that were proposed. A codebook's names are nobody's answers. A table that keeps words made of
-- answers has to be cleaned here.
create function lyhord.forget_words(of_round uuid, words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.theme as t
  set terms = (
    select coalesce(jsonb_agg(each.term order by each.place), '[]')
    from jsonb_array_elements(t.terms) with ordinality as each (term, place)
    where not lyhord.holds_word(each.term ->> 'term', words)
  )
  where t.round_id = of_round
    and exists (
      select from jsonb_array_elements(t.terms) as each (term)
      where lyhord.holds_word(each.term ->> 'term', words)
    );
  update lyhord.theme as t
  set
    name = lyhord.without_words(t.name, words),
    definition = lyhord.without_words(t.definition, words)
  where t.round_id = of_round
    and t.source = 'new'
    and (lyhord.holds_word(t.name, words) or lyhord.holds_word(t.definition, words));
end $$;

-- As before, and what the hidden words are made into goes with them. An analysis that is being stored
-- and a hiding wait for each other, so that neither misses the other.
create or replace function lyhord.hide_words(wanted uuid, before text, after text, hidden text[])
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed integer;
  kept text := regexp_replace(
    regexp_replace(after, '([\\%_])', '\\\1', 'g'),
    '\[(namn|personnummer|telefon|e-post|konto|adress|skola|födelsedatum|ärende|fordon|länk|dolt)\]',
    '%', 'g'
  );
begin
  if after = before or before not like kept then
    raise exception 'hiding takes words away and adds nothing but placeholders';
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  perform pg_advisory_xact_lock(
    hashtextextended('lyhord run ' || cast(wanted as text), 0)
  );
  update lyhord.statement set text = after where round_id = wanted and text = before;
  get diagnostics changed = row_count;
  if changed > 0 then
    perform lyhord.forget_words(wanted, hidden);
  end if;
  return changed;
end $$;

-- The planner keeps samples of what stands in a column, and would keep hidden and withdrawn words.
alter table lyhord.statement alter column text set statistics 0;
alter table lyhord.theme alter column name set statistics 0;
alter table lyhord.theme alter column definition set statistics 0;
alter table lyhord.theme alter column terms set statistics 0;

-- ---------------------------------------------------------------- handed over by a reader

-- The statements that a reader handed over; null where a rule pointed at the response.
alter table sealed.triage_case add column statements uuid[];

-- A case of a rule holds back all that a response says, as before.
create or replace function lyhord.held_responses() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select response_id
  from sealed.triage_case
  where level = 'acute' and due_at > now() and statements is null
$$;

-- One of a reader holds back that text alone: what else went away with it would tell the reader what
-- else the same person wrote.
create function lyhord.held_statements() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select unnest(statements)
  from sealed.triage_case
  where level = 'acute' and due_at > now()
$$;

create policy statement_handed_over on lyhord.statement as restrictive to lyhord_desk
  using (statement_id not in (select lyhord.held_statements()));

create or replace view lyhord.uncounted as
select
  r.round_id, r.collector_id, r.response_id, r.audience, r.standing, s.language, s.text,
  encode(sha256(convert_to(s.text, 'UTF8')), 'hex') as text_key
from lyhord.response as r
left join lyhord.statement as s
  on s.round_id = r.round_id
  and s.response_id = r.response_id
  and s.statement_id not in (select lyhord.held_statements())
where r.standing <> 'counted'
  and r.response_id not in (select lyhord.held_responses())
  and (
    (select lyhord.sees_everything())
    or r.answers -> 'municipality' ?| (select lyhord.seen())
  );

-- Makes a case of each response that says this, where its original can still be opened, or makes the
-- one that it has as serious. The desk learns whether any could be made, and nothing of whose.
create function lyhord.hand_over(of_round uuid, said text, wanted text, due timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if wanted not in ('acute', 'concern') then
    raise exception 'a reader hands over what is acute or a concern';
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  insert into sealed.triage_case as c (
    round_id, case_id, response_id, level, rules, due_at, statements
  )
  select
    s.round_id, gen_random_uuid(), s.response_id, wanted, '["reader"]', due,
    array_agg(s.statement_id order by s.statement_id)
  from lyhord.statement as s
  join lyhord.response as r using (round_id, response_id)
  join sealed.original as o using (round_id, response_id)
  where s.round_id = of_round
    and s.text = said
    and s.standing <> 'trial'
    and (
      lyhord.sees_everything() or r.answers -> 'municipality' ?| lyhord.seen()
    )
  group by s.round_id, s.response_id
  on conflict on constraint triage_case_response_key do update
  set
    rules = c.rules || case when c.rules ? 'reader' then '[]' else '["reader"]'::jsonb end,
    level = case when lyhord.is_more_serious(wanted, c.level) then wanted else c.level end,
    due_at = case
      when not lyhord.is_more_serious(wanted, c.level) then c.due_at
      when c.due_at > now() then least(due, c.due_at)
      else due
    end,
    is_told = c.is_told and not lyhord.is_more_serious(wanted, c.level),
    statements = case
      when lyhord.is_more_serious(wanted, c.level) then excluded.statements else c.statements
    end;
  return found;
end $$;

-- Whether one level comes before another.
create function lyhord.is_more_serious(one text, other text) returns boolean
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array_position(array['acute', 'concern', 'historic'], one)
    < array_position(array['acute', 'concern', 'historic'], other)
$$;

-- ---------------------------------------------------------------- rows that tell nothing

-- As before, in less time: the order is that of each row's own hash with a number drawn by chance, which
-- is cheaper than a number by chance for each row, and as little to do with when it came; and sorting
-- has room.
create or replace function lyhord.mix_rows() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off set lock_timeout = '500ms'
set work_mem = '128MB' as $$
declare
  mixed constant regclass[] := array[
    'entry.code', 'lyhord.receipt', 'lyhord.response', 'lyhord.statement', 'sealed.original',
    'sealed.triage_case'
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

-- ---------------------------------------------------------------- who may do what

revoke all on function
  lyhord.holds_word, lyhord.without_words, lyhord.forget_words, lyhord.held_statements,
  lyhord.hand_over, lyhord.is_more_serious
  from public;
grant execute on function lyhord.forget_words, lyhord.held_statements, lyhord.hand_over
  to lyhord_desk;
