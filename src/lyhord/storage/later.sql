-- name: compare(round_id, draft, run_id)!
-- Keeps whether a run of the machine holds a statement that the draft does not: a finished run gets
-- no more statements, so that this is asked once a run.
update lyhord.codebook
set compared_with = :run_id, has_later = exists (
    select
    from lyhord.assignment as a
    where a.round_id = :round_id
      and a.run_id = :run_id
      and not exists (
        select
        from lyhord.assignment as d
        where d.round_id = a.round_id
          and d.run_id = :draft
          and d.statement_id = a.statement_id
      )
  )
where round_id = :round_id
  and compared_with is distinct from :run_id;

-- name: take_up(round_id, run_id)!
-- Keeps that the draft holds all that a run does.
update lyhord.codebook
set compared_with = :run_id, has_later = false
where round_id = :round_id;

-- name: add_later(round_id, draft, run_id, themes, audiences, remainder)
-- Statements of a run that the draft does not hold, into the remainder; with their theme in the run.
insert into lyhord.assignment (
  round_id, run_id, statement_id, theme_id, strength, second, third, is_listed
)
select
  a.round_id, :draft, a.statement_id, :remainder, a.strength, a.second, a.third,
  a.theme_id = any (:themes) and s.audience = any (:audiences)
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and not exists (
    select
    from lyhord.assignment as d
    where d.round_id = a.round_id
      and d.run_id = :draft
      and d.statement_id = a.statement_id
  )
returning statement_id, (
    select i.theme_id
    from lyhord.assignment as i
    where i.round_id = assignment.round_id
      and i.run_id = :run_id
      and i.statement_id = assignment.statement_id
      and not i.is_copy
  ) as theme_id;

-- name: merges(round_id)
-- Every merge, the newest first.
select number, day, actor, kind, undoes, themes, parts, document
from lyhord.codebook_event
where round_id = :round_id
  and kind = 'merge'
order by number desc;

-- name: coming(round_id, draft, run_id)
-- What a run holds and the draft does not, as it was written, with its theme in the run.
select s.statement_id, s.language, s.text, a.theme_id
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and not a.is_copy
  and not exists (
    select
    from lyhord.assignment as d
    where d.round_id = a.round_id
      and d.run_id = :draft
      and d.statement_id = a.statement_id
  )
order by s.text, s.statement_id;

-- name: examples(round_id, draft, themes, most)
-- Texts that people placed or chose as quotes, and those of these themes; so many of each theme.
select e.language, e.text, e.theme_id
from (
  select
    s.language, s.text, a.theme_id,
    row_number() over (
      partition by a.theme_id
      order by a.by_hand desc, a.quote_rank nulls last, a.strength desc, a.statement_id
    ) as place
  from lyhord.assignment as a
  join lyhord.statement as s using (round_id, statement_id)
  where a.round_id = :round_id
    and a.run_id = :draft
    and not a.is_copy
    and (a.by_hand or a.quote_rank < 0 or a.theme_id = any (cast(:themes as text[])))
) as e
where e.place <= :most
order by e.theme_id, e.text;

-- name: company(round_id, draft, run_id, themes)
-- Where the draft has those whom a run put into these themes: how many in which.
select a.theme_id, d.theme_id as stands, count(*) as n
from lyhord.assignment as a
join lyhord.assignment as d
  on d.round_id = a.round_id and d.statement_id = a.statement_id and d.run_id = :draft
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = any (cast(:themes as text[]))
  and not a.is_copy
  and not d.is_copy
group by a.theme_id, d.theme_id
order by a.theme_id, n desc, d.theme_id;

-- name: add_proposed(round_id, draft, run_id, theme_id, new_id, position, name)!
-- A theme that a run found, for the draft; it is not there before an event says so.
insert into lyhord.theme (
  round_id, run_id, theme_id, position, name, definition, source, stability, terms, is_gone
)
select round_id, :draft, :new_id, :position, :name, '', 'new', stability, terms, true
from lyhord.theme
where round_id = :round_id
  and run_id = :run_id
  and theme_id = :theme_id;

-- name: put_strengths(round_id, draft, statements, strengths)!
-- How well these statements fit where they stand.
update lyhord.assignment as a
set strength = p.strength
from unnest(cast(:statements as uuid[]), cast(:strengths as real[])) as p (statement_id, strength)
where a.round_id = :round_id
  and a.run_id = :draft
  and a.statement_id = p.statement_id
  and not a.is_copy;
