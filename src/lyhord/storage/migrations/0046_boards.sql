-- Boards of workshops: where each note stands, which a facilitator decides; what it says is the
-- statement. A note that holds a warning sign is on no board; what only adds up from common words is,
-- as people at work write of patterns in them. Nothing tells when a note came, or in
-- which order: the rows are mixed with those that they lead to.

create table lyhord.board_note (
  round_id uuid not null,
  note_id uuid not null default gen_random_uuid(),
  collector_id uuid not null,
  statement_id uuid not null,
  column_id text not null,
  group_name text not null default '',
  is_hidden boolean not null default false,
  constraint board_note_pkey primary key (round_id, note_id),
  constraint board_note_statement_key unique (round_id, statement_id),
  constraint board_note_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);
create index board_note_collector_idx on lyhord.board_note (round_id, collector_id);
alter table lyhord.board_note alter column group_name set statistics 0;

-- Where notes stood before each of the last acts of a facilitator, to undo them.
create table lyhord.board_act (
  round_id uuid not null,
  collector_id uuid not null,
  number integer not null,
  was jsonb not null,
  constraint board_act_pkey primary key (round_id, collector_id, number),
  constraint board_act_collector_fkey
    foreign key (round_id, collector_id) references lyhord.collector on delete cascade
);
alter table lyhord.board_act alter column was set statistics 0;

-- ---------------------------------------------------------------- who sees it

-- A note is seen by whoever sees its statement: what is held back or lies elsewhere is not.
create policy board_note_seen on lyhord.board_note as restrictive to lyhord_desk, lyhord_officer
using (
  exists (
    select from lyhord.statement as s
    where s.round_id = board_note.round_id and s.statement_id = board_note.statement_id
  )
);
create policy board_note_used on lyhord.board_note to lyhord_desk using (true);
alter table lyhord.board_note enable row level security;
grant select, update (column_id, group_name, is_hidden) on lyhord.board_note to lyhord_desk;

create policy board_act_seen on lyhord.board_act as restrictive to lyhord_desk, lyhord_officer
using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.collector as c
    where c.round_id = board_act.round_id and c.collector_id = board_act.collector_id
  )
);
create policy board_act_used on lyhord.board_act to lyhord_desk using (true);
alter table lyhord.board_act enable row level security;
grant select, insert, delete on lyhord.board_act to lyhord_desk;

-- What a room sees: the notes of an open board, without names, as long as it is open. All else that
-- people write is closed to the public side.
create function lyhord.room_notes(of_round uuid, board uuid)
returns table (note_id uuid, column_id text, group_name text, text text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select n.note_id, n.column_id, n.group_name, s.text
  from lyhord.board_note as n
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.collector as c using (round_id, collector_id)
  join lyhord.round as r using (round_id)
  where n.round_id = of_round
    and n.collector_id = board
    and not n.is_hidden
    and c.shut_at is null
    and r.state = 'open'
    and current_date between r.opens and r.closes
$$;

-- ---------------------------------------------------------------- what puts notes up and takes them down

create function lyhord.put_notes_up() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into lyhord.board_note (round_id, collector_id, statement_id, column_id)
  select s.round_id, a.collector_id, s.statement_id, s.question_id
  from arrived as a
  join lyhord.statement as s using (round_id, response_id)
  where a.channel = 'workshop'
    and a.standing = 'counted'
    and not exists (
      select from sealed.triage_case as t
      where t.round_id = a.round_id
        and t.response_id = a.response_id
        and (t.level = 'acute' or t.rules <> '["points.concern"]')
    );
  return null;
end $$;

create trigger response_puts_notes_up after insert on lyhord.response
referencing new table as arrived for each statement execute function lyhord.put_notes_up();

-- What a reader hands over to the officers leaves the room too, and stays away when it is decided.
create function lyhord.take_notes_down() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from lyhord.board_note as n
  using arrived as a, lyhord.statement as s
  where s.round_id = a.round_id
    and s.response_id = a.response_id
    and n.round_id = s.round_id
    and n.statement_id = s.statement_id
    and s.statement_id = any (a.statements);
  return null;
end $$;

create trigger case_takes_notes_down after insert on sealed.triage_case
referencing new table as arrived for each statement execute function lyhord.take_notes_down();
create trigger case_made_serious_takes_notes_down after update on sealed.triage_case
referencing new table as arrived for each statement execute function lyhord.take_notes_down();

create function lyhord.purge_boards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from lyhord.board_act as b
  where b.round_id in (select t.round_id from touched as t);
  return null;
end $$;

create trigger purge_takes_boards after insert on lyhord.purge
referencing new table as touched for each statement execute function lyhord.purge_boards();

-- ---------------------------------------------------------------- who hears of it

create function lyhord.tell_boards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('lyhord_boards', '');
  return null;
end $$;

create trigger board_note_is_told after insert or update or delete on lyhord.board_note
for each row execute function lyhord.tell_boards();
create trigger board_is_told after update of shut_at on lyhord.collector
for each row when (new.mode = 'workshop') execute function lyhord.tell_boards();
create trigger round_is_told_to_boards after update of state on lyhord.round
for each row execute function lyhord.tell_boards();

create function lyhord.tell_hidden_to_boards() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from touched as t join lyhord.board_note as n using (round_id, statement_id)
  ) then
    perform pg_notify('lyhord_boards', '');
  end if;
  return null;
end $$;

create trigger statement_hidden_is_told_to_boards after update on lyhord.statement
referencing new table as touched for each statement
execute function lyhord.tell_hidden_to_boards();

-- ---------------------------------------------------------------- hidden words, and the order of rows

-- As before, and out of the names of groups on boards; acts on a board cannot be undone any more.
alter function lyhord.forget_words rename to forget_words_of_themes;

create function lyhord.forget_words(of_round uuid, words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform lyhord.forget_words_of_themes(of_round, words);
  update lyhord.board_note as n set group_name = '[dolt]'
  where n.round_id = of_round and lyhord.holds_word(n.group_name, words);
  delete from lyhord.board_act as b where b.round_id = of_round;
end $$;

-- With the rows that they lead to, in the same transaction.
create function lyhord.mix_notes() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = off as $$
begin
  lock table lyhord.board_note in access exclusive mode;
  create temp table mixing_notes on commit drop as
  select * from lyhord.board_note order by gen_random_uuid();
  truncate lyhord.board_note;
  insert into lyhord.board_note select * from mixing_notes;
  drop table mixing_notes;
  return null;
end $$;

create trigger mixing_mixes_notes after insert or update on lyhord.mixing
for each statement execute function lyhord.mix_notes();

revoke all on function
  lyhord.room_notes, lyhord.put_notes_up, lyhord.take_notes_down, lyhord.purge_boards,
  lyhord.tell_boards, lyhord.tell_hidden_to_boards, lyhord.forget_words,
  lyhord.forget_words_of_themes, lyhord.mix_notes
  from public;
revoke all on function lyhord.forget_words_of_themes from lyhord_desk;
grant execute on function lyhord.room_notes to lyhord_door;
grant execute on function lyhord.forget_words to lyhord_desk;
