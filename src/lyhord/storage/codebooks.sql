-- name: get(round_id)^
-- The codebook of a round, with the version of it that is in use.
select c.run_id, c.version, d.based_on, c.compared_with, c.has_later, (
    select max(r.codebook_version)
    from lyhord.run as r
    where r.round_id = c.round_id
      and r.based_on is not null
  ) as in_use
from lyhord.codebook as c
join lyhord.run as d using (round_id, run_id)
where c.round_id = :round_id;

-- name: lock(round_id)^
-- Whoever changes the codebook waits for whoever is changing it.
select version
from lyhord.codebook
where round_id = :round_id
for update;

-- name: lock_opening(round_id)^
-- A codebook is opened by one at a time.
select pg_advisory_xact_lock(hashtextextended('lyhord codebook ' || cast(cast(:round_id as uuid) as text), 0));

-- name: add_draft(round_id, run_id, base)!
-- The draft begins as the machine's run.
insert into lyhord.run (
  round_id, run_id, state, seed, method, corpus_digest, coverage, summary, based_on
)
select round_id, :run_id, 'draft', seed, method, corpus_digest, coverage, summary, run_id
from lyhord.run
where round_id = :round_id
  and run_id = :base;

-- name: add_draft_themes(round_id, run_id, base)!
-- With its themes.
insert into lyhord.theme (
  round_id, run_id, theme_id, position, name, definition, source, stability, terms, notes
)
select round_id, :run_id, theme_id, position, name, definition, source, stability, terms, notes
from lyhord.theme
where round_id = :round_id
  and run_id = :base;

-- name: add_draft_places(round_id, run_id, base, themes, audiences)!
-- And the theme of each statement; those of these themes and audiences may be listed.
insert into lyhord.assignment (
  round_id, run_id, statement_id, theme_id, strength, second, third, quote_rank, is_listed
)
select
  a.round_id, :run_id, a.statement_id, a.theme_id, a.strength, a.second, a.third, a.quote_rank,
  a.theme_id = any (:themes) and s.audience = any (:audiences)
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :base;

-- name: add(round_id, run_id)!
-- The codebook of a round, without any event.
insert into lyhord.codebook (round_id, run_id)
values (:round_id, :run_id);

-- name: themes(round_id, run_id)
-- Every theme of the draft, those that are gone too.
select theme_id, position, name, definition, source, stability, terms, notes, is_gone
from lyhord.theme
where round_id = :round_id
  and run_id = :run_id
order by position, theme_id;

-- name: counts(round_id, run_id)
-- How many texts of each theme may be listed, and how many of them people placed.
select theme_id, listed, by_hand
from lyhord.count_listed(:round_id, :run_id);

-- name: text(round_id, run_id, statement_id)^
-- One text that may be listed, where it has its own theme.
select
  a.statement_id, s.text, s.language, a.theme_id, a.is_copy, a.by_hand,
  a.quote_rank is not null as is_quote
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.statement_id = :statement_id
  and a.is_listed
  and not a.is_copy;

-- name: texts(round_id, run_id, theme_id, search, question, audience, base, named, is_weakest_first, most, skip)
-- A page of the texts of a theme that may be listed; with the audience of those that the run `base`
-- put into these themes.
select
  a.statement_id, s.text, s.language, a.theme_id, a.is_copy, a.by_hand,
  a.quote_rank is not null as is_quote,
  case when b.theme_id = any (cast(:named as text[])) then s.audience end as audience
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
left join lyhord.assignment as b
  on b.round_id = a.round_id and b.run_id = :base and b.statement_id = a.statement_id
    and not b.is_copy
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = :theme_id
  and a.is_listed
  and (:search = '' or position(lower(:search) in lower(s.text)) > 0)
  and (:question = '' or s.question_id = :question)
  and (
    :audience = ''
    or (s.audience = :audience and b.theme_id = any (cast(:named as text[])))
  )
order by
  case when :is_weakest_first then a.strength end,
  a.quote_rank nulls last, a.strength desc, a.statement_id
limit :most
offset :skip;

-- name: writers(round_id, run_id, statements)
-- Who wrote these statements, as far as their texts may be listed.
select a.statement_id, s.response_id, s.audience
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.statement_id = any (cast(:statements as uuid[]))
  and a.is_listed
  and not a.is_copy;

-- name: places_of(round_id, run_id, statements, is_any)
-- Where these statements stand, as far as their texts may be listed.
select a.statement_id, a.theme_id as theme, a.quote_rank as rank, a.by_hand, array(
    select c.theme_id
    from lyhord.assignment as c
    where c.round_id = a.round_id
      and c.run_id = a.run_id
      and c.statement_id = a.statement_id
      and c.is_copy
    order by c.theme_id
  ) as copies
from lyhord.assignment as a
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.statement_id = any (cast(:statements as uuid[]))
  and not a.is_copy
  and (a.is_listed or :is_any);

-- name: places_in(round_id, run_id, theme_id)
-- Where every statement stands that has a theme or a copy in it.
select a.statement_id, a.theme_id as theme, a.quote_rank as rank, a.by_hand, array(
    select c.theme_id
    from lyhord.assignment as c
    where c.round_id = a.round_id
      and c.run_id = a.run_id
      and c.statement_id = a.statement_id
      and c.is_copy
    order by c.theme_id
  ) as copies
from lyhord.assignment as a
where a.round_id = :round_id
  and a.run_id = :run_id
  and not a.is_copy
  and a.statement_id in (
    select i.statement_id
    from lyhord.assignment as i
    where i.round_id = :round_id
      and i.run_id = :run_id
      and i.theme_id = :theme_id
  );

-- name: put_themes(round_id, run_id, themes)!
-- Themes as they are now; what marks them is the machine's.
insert into lyhord.theme (
  round_id, run_id, theme_id, position, name, definition, source, notes, is_gone
)
select
  :round_id, :run_id, t.theme_id, t.position, t.name, t.definition, t.source, t.notes, t.is_gone
from jsonb_to_recordset(:themes) as t (
  theme_id text, position smallint, name text, definition text, source text, notes jsonb,
  is_gone boolean
)
on conflict on constraint theme_pkey do update
set
  name = excluded.name, definition = excluded.definition, source = excluded.source,
  notes = excluded.notes, is_gone = excluded.is_gone;

-- name: drop_copies(round_id, run_id, statements)!
-- These statements stand in one theme each.
delete from lyhord.assignment
where round_id = :round_id
  and run_id = :run_id
  and statement_id = any (cast(:statements as uuid[]))
  and is_copy;

-- name: put_places(round_id, run_id, statements, theme_id, rank, by_hand)!
-- These statements stand in this theme now.
update lyhord.assignment
set theme_id = :theme_id, quote_rank = :rank, by_hand = :by_hand
where round_id = :round_id
  and run_id = :run_id
  and statement_id = any (cast(:statements as uuid[]))
  and not is_copy;

-- name: put_copies(round_id, run_id, statements, copies)!
-- And in these too.
insert into lyhord.assignment (
  round_id, run_id, statement_id, theme_id, strength, is_copy, by_hand, is_listed
)
select a.round_id, a.run_id, a.statement_id, c.theme_id, a.strength, true, true, a.is_listed
from lyhord.assignment as a
cross join unnest(cast(:copies as text[])) as c (theme_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.statement_id = any (cast(:statements as uuid[]))
  and not a.is_copy;

-- name: append(round_id, number, actor, kind, undoes, themes, parts, document)!
-- One more event.
insert into lyhord.codebook_event (
  round_id, number, actor, kind, undoes, themes, parts, document
)
values (:round_id, :number, :actor, :kind, :undoes, :themes, :parts, :document);

-- name: set_version(round_id, version)!
-- The codebook is as its newest event left it.
update lyhord.codebook
set version = :version
where round_id = :round_id;

-- name: lowest_rank(round_id, run_id, theme_id)$
-- The rank of the quote of a theme that comes first.
select coalesce(min(quote_rank), 0)
from lyhord.assignment
where round_id = :round_id
  and run_id = :run_id
  and theme_id = :theme_id
  and quote_rank is not null;

-- name: times_turned(round_id, number)$
-- How often an event was turned back and done again: it holds where that is even.
select count(*)
from lyhord.codebook_event
where round_id = :round_id
  and undoes = :number;

-- name: next_undo(round_id, actor)^
-- What somebody did last and is not undone: it was turned back an even number of times.
select e.number, e.day, e.actor, e.kind, e.undoes, e.themes
from lyhord.codebook_event as e
where e.round_id = :round_id
  and e.actor = :actor
  and e.undoes is null
  and (
    select count(*) % 2 = 0
    from lyhord.codebook_event as u
    where u.round_id = e.round_id
      and u.undoes = e.number
  )
order by e.number desc
limit 1;

-- name: next_redo(round_id, actor)^
-- What somebody undid last and is still undone, unless they did something else since.
select e.number, e.day, e.actor, e.kind, e.undoes, e.themes
from lyhord.codebook_event as u
join lyhord.codebook_event as e on e.round_id = u.round_id and e.number = u.undoes
where u.round_id = :round_id
  and u.actor = :actor
  and e.actor = :actor
  and u.number > (
    select coalesce(max(own.number), 0)
    from lyhord.codebook_event as own
    where own.round_id = u.round_id
      and own.actor = u.actor
      and own.undoes is null
  )
  and (
    select count(*) % 2 = 1 and max(t.number) = u.number
    from lyhord.codebook_event as t
    where t.round_id = u.round_id
      and t.undoes = e.number
  )
order by u.number desc
limit 1;

-- name: heads(round_id, most, skip)
-- What everybody did, the newest first.
select number, day, actor, kind, undoes, themes
from lyhord.codebook_event
where round_id = :round_id
order by number desc
limit :most
offset :skip;

-- name: event(round_id, number)^
-- One event.
select number, day, actor, kind, undoes, themes, parts, document
from lyhord.codebook_event
where round_id = :round_id
  and number = :number;

-- name: earlier(round_id, number, parts)
-- Every event before another that touched some of the same, the newest first, and whether it holds.
select e.document, (
    select count(*) % 2 = 0
    from lyhord.codebook_event as u
    where u.round_id = e.round_id
      and u.undoes = e.number
  ) as holds
from lyhord.codebook_event as e
where e.round_id = :round_id
  and e.number < :number
  and e.undoes is null
  and exists (
    select from unnest(e.parts) as each (part) where each.part = any (cast(:parts as text[]))
  )
order by e.number desc;

-- name: since(round_id, version)
-- Every event after a version.
select number, day, actor, kind, undoes, themes, parts, document
from lyhord.codebook_event
where round_id = :round_id
  and number > :version
order by number;

-- name: use(round_id, run_id, version)!
-- The draft as it stands becomes a run that never changes.
insert into lyhord.run (
  round_id, run_id, state, seed, method, corpus_digest, coverage, summary, based_on,
  codebook_version, finished_at
)
select
  d.round_id, :run_id, 'finished', d.seed, d.method, d.corpus_digest, d.coverage, d.summary,
  d.based_on, :version, clock_timestamp()
from lyhord.codebook as c
join lyhord.run as d using (round_id, run_id)
where c.round_id = :round_id;

-- name: use_themes(round_id, run_id)!
-- With the themes that are there.
insert into lyhord.theme (
  round_id, run_id, theme_id, position, name, definition, source, stability, terms, notes
)
select
  t.round_id, :run_id, t.theme_id, t.position, t.name, t.definition, t.source, t.stability,
  t.terms, t.notes
from lyhord.codebook as c
join lyhord.theme as t using (round_id, run_id)
where c.round_id = :round_id
  and not t.is_gone;

-- name: use_places(round_id, run_id)!
-- And where each statement stands.
insert into lyhord.assignment (
  round_id, run_id, statement_id, theme_id, strength, second, third, quote_rank, is_copy, by_hand
)
select
  a.round_id, :run_id, a.statement_id, a.theme_id, a.strength, a.second, a.third, a.quote_rank,
  a.is_copy, a.by_hand
from lyhord.codebook as c
join lyhord.assignment as a using (round_id, run_id)
where c.round_id = :round_id;
