-- name: put(round_id, run_id, theme_id, texts, is_approved, decided_by)
-- Let these texts of a theme stand as its quotes, or not; every statement that says the same.
insert into lyhord.quote_choice as c (round_id, theme_id, statement_id, is_approved, decided_by)
select a.round_id, a.theme_id, a.statement_id, :is_approved, :decided_by
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = :theme_id
  and s.text = any (cast(:texts as text[]))
on conflict on constraint quote_choice_pkey do update
set
  is_approved = excluded.is_approved, decided_by = excluded.decided_by,
  decided_on = excluded.decided_on
where c.is_approved <> excluded.is_approved
returning statement_id;

-- name: drop(round_id, theme_id, texts)
-- Forget what was decided about these texts of a theme.
delete from lyhord.quote_choice as c
using lyhord.statement as s
where c.round_id = :round_id
  and c.theme_id = :theme_id
  and s.round_id = c.round_id
  and s.statement_id = c.statement_id
  and s.text = any (cast(:texts as text[]))
returning c.statement_id;
