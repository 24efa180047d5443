-- name: room(round_id, collector_id)
-- What a room sees of an open board, in an order that tells nothing.
select note_id, column_id, group_name, text
from lyhord.room_notes(:round_id, :collector_id)
order by note_id;

-- name: notes(round_id, collector_id)
-- Every note of a board, also those that are hidden from the room.
select n.note_id, n.column_id, n.group_name, s.text, n.is_hidden
from lyhord.board_note as n
join lyhord.statement as s using (round_id, statement_id)
where n.round_id = :round_id and n.collector_id = :collector_id
order by n.note_id;

-- name: hold(collector_id)$
-- One act on a board at a time.
select pg_advisory_xact_lock(hashtextextended('lyhord board ' || cast(cast(:collector_id as uuid) as text), 0));

-- name: remember(round_id, collector_id, most, was)!
-- Where notes stood before an act; the oldest acts are forgotten.
with newest as (
  select coalesce(max(number), 0) + 1 as number
  from lyhord.board_act
  where round_id = :round_id and collector_id = :collector_id
), forgotten as (
  delete from lyhord.board_act as b
  using newest as n
  where b.round_id = :round_id and b.collector_id = :collector_id and b.number <= n.number - :most
)
insert into lyhord.board_act (round_id, collector_id, number, was)
select cast(:round_id as uuid), cast(:collector_id as uuid), number, cast(:was as jsonb) from newest;

-- name: place(round_id, collector_id, notes, columns, groups, hidden)!
-- Puts notes of one board somewhere on it.
update lyhord.board_note as n
set column_id = p.column_id, group_name = p.group_name, is_hidden = p.is_hidden
from unnest(
  cast(:notes as uuid[]), cast(:columns as text[]), cast(:groups as text[]),
  cast(:hidden as boolean[])
) as p (note_id, column_id, group_name, is_hidden)
where n.round_id = :round_id and n.collector_id = :collector_id and n.note_id = p.note_id;

-- name: last_act(round_id, collector_id)^
-- Where notes stood before the last act, which is taken off the list.
delete from lyhord.board_act
where round_id = :round_id
  and collector_id = :collector_id
  and number = (
    select max(number) from lyhord.board_act
    where round_id = :round_id and collector_id = :collector_id
  )
returning was;

-- name: has_acts(round_id, collector_id)$
-- Whether there is something to undo.
select exists (
  select from lyhord.board_act where round_id = :round_id and collector_id = :collector_id
);
