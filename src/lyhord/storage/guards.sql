-- name: get(round_id)^
-- What an administrator has set for a round.
select k, k_children, quotes_name
from lyhord.guard
where round_id = :round_id;

-- name: asks_sensitive(round_id)$
-- Whether an instrument marks something as sensitive that a door of the round asks; through the view
-- of all doors, so that it is the same whichever of them somebody sees.
select exists (
  select
  from lyhord.door as d
  join lyhord.instrument as i using (instrument_id, version)
  where d.round_id = :round_id
    and i.document @? '$.instrument.pages[*] ? (
      @.sensitive == true || exists(@.questions[*] ? (@.sensitive == true))
    )'
);

-- name: put(round_id, k, k_children, quotes_name)!
-- Sets it, for figures that are published from now on.
insert into lyhord.guard (round_id, k, k_children, quotes_name)
values (:round_id, :k, :k_children, :quotes_name)
on conflict on constraint guard_pkey
do update set k = excluded.k, k_children = excluded.k_children, quotes_name = excluded.quotes_name;

-- name: grant_rows(round_id, holder, until)!
-- Lets an account, by its address, or a token take out rows until a day.
insert into staff.microdata_right (round_id, email, until)
values (:round_id, :holder, :until)
on conflict on constraint microdata_right_pkey do update set until = excluded.until;

-- name: may_take_rows(round_id, holder)$
-- Whether one of them may do so today.
select exists (
  select from staff.microdata_right
  where round_id = :round_id and email = :holder and until >= current_date
);
