-- name: lock(round_id)^
-- The figures of a round are published by one at a time.
select pg_advisory_xact_lock(hashtextextended('lyhord figures ' || cast(cast(:round_id as uuid) as text), 0));

-- name: people(round_id)
-- Everybody who is counted in a round, unguarded.
select audience, municipality, age, week, collector_id, n, digest
from lyhord.count_people(:round_id);

-- name: standing(round_id)^
-- How many are counted, whether children are among them, and how many took their answers back.
select n, digest, has_children, lyhord.count_withdrawn(:round_id) as withdrawn
from lyhord.sum_people(:round_id);

-- name: themes(round_id, run_id)
-- Respondents and statements of each theme of a run, unguarded.
select theme_id, audience, municipality, age, respondents, statements
from lyhord.count_themes(:round_id, :run_id);

-- name: shared(round_id, run_id)
-- How far the themes of a run hold the same people as themes published before, unguarded.
select theme_id, other_run, other_theme, audience, here, there, in_both
from lyhord.count_shared(:round_id, :run_id);

-- name: unions(round_id, run_id)
-- How few make the difference between a theme and several of another run together, unguarded.
select theme_id, other_run, other_theme, people, audience, changed
from lyhord.count_unions(:round_id, :run_id);

-- name: answered(round_id)
-- How many questions people answered, unguarded.
select audience, answered, n
from lyhord.count_answered(:round_id);

-- name: languages(round_id)
-- How many answered in each language, unguarded.
select language, respondents
from lyhord.count_languages(:round_id)
order by language;

-- name: latest(round_id)^
-- The newest version of a round's figures.
select version, published_on, document
from lyhord.published_round
where round_id = :round_id
order by version desc
limit 1;

-- name: at(round_id, version)^
-- A version of a round's figures.
select version, published_on, document
from lyhord.published_round
where round_id = :round_id
  and version = :version;

-- name: add(round_id, version, document)!
-- A version of a round's figures, as shown.
insert into lyhord.published_round (round_id, version, document)
values (:round_id, :version, :document);

-- name: of_run(round_id, run_id)^
-- The figures of a run.
select run_id, version, document
from lyhord.published_run
where round_id = :round_id
  and run_id = :run_id;

-- name: newest_run(round_id)^
-- The run whose figures were published last.
select p.run_id, p.version, p.document
from lyhord.published_run as p
join lyhord.run as r using (round_id, run_id)
where p.round_id = :round_id
order by p.version desc, r.finished_at desc, p.run_id
limit 1;

-- name: every_run(round_id)
-- The figures of each run, those published last first.
select p.run_id, p.version, p.document
from lyhord.published_run as p
join lyhord.run as r using (round_id, run_id)
where p.round_id = :round_id
order by p.version desc, r.finished_at desc, p.run_id;

-- name: add_run(round_id, run_id, version, document)!
-- The figures of a run, as shown.
insert into lyhord.published_run (round_id, run_id, version, document)
values (:round_id, :run_id, :version, :document);

-- name: seen(round_id)$
-- The municipalities that this transaction works for; null where it sees everything.
select case
  when lyhord.sees_everything() or current_user not in ('lyhord_desk', 'lyhord_officer') then null
  else coalesce(to_jsonb(lyhord.seen()), '[]')
end
from lyhord.round
where round_id = :round_id;
