-- Finding statements by their words without reading every text, for those who sort them into themes.

-- The words of a text as they are looked up: folded, each once, and with the head of the round's id
-- before them, so that the words of other rounds are not looked through. Everything that joins words
-- (och/eller, e-post) parts them.
create function lyhord.words_of(round uuid, said text) returns text[]
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select array(
    select left(cast(round as text), 8) || left(word, 60)
    from unnest(tsvector_to_array(to_tsvector('simple', translate(
      case when said is nfc normalized then said else normalize(said, nfc) end,
      'éèêëáàâüÉÈÊËÁÀÂÜÅÄÖ/\-–—.@_:+&;<>''', 'eeeeaaaueeeeaaauåäö               '
    )))) as word
  )
$$;

-- What finds texts in which every one of these words begins a word; null where there is no word.
create function lyhord.wanted_words(round uuid, said text) returns tsquery
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select cast(string_agg(
    '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & '
  ) as tsquery)
  from unnest(lyhord.words_of(round, said)) as word
$$;

-- The words of each statement that a run holds. Made when a run is stored, and not when an answer
-- comes: that costs respondents nothing, and the rows lie in the order of their random ids. They
-- follow the text when words of it are hidden, and go with it.
create table lyhord.searched_statement (
  round_id uuid not null,
  statement_id uuid not null,
  words tsvector not null,
  constraint searched_statement_pkey primary key (round_id, statement_id),
  constraint searched_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
) with (
  -- what was hidden or withdrawn is cleared out at once, however little it is
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 0
);
-- nor does the planner keep samples of it
alter table lyhord.searched_statement alter column words set statistics 0;
create index searched_statement_words_idx on lyhord.searched_statement using gin (words);

-- Nobody reads it but the functions below, and they only for those who see everything.
alter table lyhord.searched_statement enable row level security;
create policy searched_statement_seen on lyhord.searched_statement as restrictive
  using ((select lyhord.sees_everything()));

create function lyhord.follow_text() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.searched_statement
  set words = array_to_tsvector(lyhord.words_of(new.round_id, new.text))
  where round_id = new.round_id and statement_id = new.statement_id;
  return null;
end $$;
create trigger statement_words_follow after update of text on lyhord.statement
  for each row when (old.text is distinct from new.text) execute function lyhord.follow_text();

-- Takes up the words of so many statements of a run, from an id on; the last one, or null at the end.
create function lyhord.take_up_words(round uuid, run uuid, after uuid, most integer) returns uuid
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with next as (
    select distinct a.statement_id
    from lyhord.assignment as a
    where a.round_id = round and a.run_id = run and a.statement_id > after
    order by a.statement_id
    limit most
  ), taken as (
    insert into lyhord.searched_statement (round_id, statement_id, words)
    select s.round_id, s.statement_id, array_to_tsvector(lyhord.words_of(s.round_id, s.text))
    from next as n
    join lyhord.statement as s on s.round_id = round and s.statement_id = n.statement_id
    where not exists (
      select
      from lyhord.searched_statement as k
      where k.round_id = round and k.statement_id = n.statement_id
    )
    order by s.statement_id
    on conflict on constraint searched_statement_pkey do nothing
  )
  select statement_id from next order by statement_id desc limit 1
$$;

-- At most so many statements that say this. What of them may be read is for the caller's rights to say.
create function lyhord.find_words(round uuid, said text, most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not lyhord.sees_everything() then
    return;
  end if;
  return query
  select k.statement_id
  from lyhord.searched_statement as k
  where k.round_id = round and k.words @@ lyhord.wanted_words(round, said)
  limit most;
end $$;

-- A page of the texts of a draft that say this, the strongest first: where very many do, they are met
-- with soon enough by going through all of them in that order.
create index assignment_strength_idx
  on lyhord.assignment (round_id, run_id, strength desc, statement_id)
  where is_listed and not is_copy;

create function lyhord.find_strongest(round uuid, run uuid, said text, most integer, skip integer)
returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted constant tsquery := lyhord.wanted_words(round, said);
  held_responses constant uuid[] := array(select lyhord.held_responses());
  held_statements constant uuid[] := array(select lyhord.held_statements());
  each uuid;
  met bigint := 0;
begin
  if not lyhord.sees_everything() then
    return;
  end if;
  for each in
    select a.statement_id
    from lyhord.assignment as a
    where a.round_id = round and a.run_id = run and a.is_listed and not a.is_copy
    order by a.strength desc, a.statement_id
  loop
    continue when not exists (
      select
      from lyhord.searched_statement as k
      join lyhord.statement as s using (round_id, statement_id)
      where k.round_id = round and k.statement_id = each and k.words @@ wanted
        and s.standing = 'counted'
        and s.statement_id <> all (held_statements)
        and s.response_id <> all (held_responses)
    );
    met := met + 1;
    if met > skip then
      return next each;
    end if;
    exit when met >= skip + most;
  end loop;
end $$;

insert into lyhord.searched_statement (round_id, statement_id, words)
select s.round_id, s.statement_id, array_to_tsvector(lyhord.words_of(s.round_id, s.text))
from lyhord.statement as s
where exists (
  select
  from lyhord.assignment as a
  where a.round_id = s.round_id and a.statement_id = s.statement_id
)
order by s.statement_id;

revoke all on function
  lyhord.words_of, lyhord.wanted_words, lyhord.follow_text, lyhord.take_up_words,
  lyhord.find_words, lyhord.find_strongest
  from public;
grant execute on function lyhord.take_up_words, lyhord.find_words, lyhord.find_strongest
  to lyhord_desk;
