-- name: lock_round(round_id)^
-- One analysis of a round is started at a time.
select pg_advisory_xact_lock(hashtextextended('lyhord run ' || cast(cast(:round_id as uuid) as text), 0));

-- name: add(round_id, run_id, seed)!
-- A run that waits for a worker.
insert into lyhord.run (round_id, run_id, seed)
values (:round_id, :run_id, :seed);

-- name: get(round_id, run_id)^
-- One run; a draft is none.
select round_id, run_id, state, seed, method, corpus_digest, coverage, started_at, finished_at,
  based_on, codebook_version
from lyhord.run
where round_id = :round_id
  and run_id = :run_id
  and state <> 'draft';

-- name: active(round_id)^
-- The run that waits or is under way, if there is one.
select round_id, run_id, state, seed, method, corpus_digest, coverage, started_at, finished_at,
  based_on, codebook_version
from lyhord.run
where round_id = :round_id
  and state in ('queued', 'running')
order by started_at desc, run_id
limit 1;

-- name: current(round_id)^
-- The run that everybody reads: the newest that people put to use, else the machine's newest.
select round_id, run_id, state, seed, method, corpus_digest, coverage, started_at, finished_at,
  based_on, codebook_version
from lyhord.run
where round_id = :round_id
  and state = 'finished'
order by based_on is not null desc, finished_at desc, codebook_version desc, run_id
limit 1;

-- name: latest(round_id)^
-- The newest run that the machine finished.
select round_id, run_id, state, seed, method, corpus_digest, coverage, started_at, finished_at,
  based_on, codebook_version
from lyhord.run
where round_id = :round_id
  and state = 'finished'
  and based_on is null
order by finished_at desc, run_id
limit 1;

-- name: newest(round_id)^
-- The newest run of the machine, whatever became of it.
select round_id, run_id, state, seed, method, corpus_digest, coverage, started_at, finished_at,
  based_on, codebook_version
from lyhord.run
where round_id = :round_id
  and based_on is null
order by started_at desc, run_id
limit 1;

-- name: set_running(round_id, run_id)!
-- A worker has begun.
update lyhord.run
set state = 'running'
where round_id = :round_id
  and run_id = :run_id
  and state = 'queued';

-- name: finish(round_id, run_id, method, corpus_digest, coverage, summary)!
-- All that was found has been kept.
update lyhord.run
set
  state = 'finished', method = :method, corpus_digest = :corpus_digest, coverage = :coverage,
  summary = :summary, finished_at = now()
where round_id = :round_id
  and run_id = :run_id;

-- name: forget_words(round_id, words)$
-- Take words out of what the round's themes are made of.
select lyhord.forget_words(:round_id, :words);

-- name: fail(round_id, run_id)!
-- Nothing was found; why stands with the job.
update lyhord.run
set state = 'failed', finished_at = now()
where round_id = :round_id
  and run_id = :run_id
  and state in ('queued', 'running');

-- name: add_themes(round_id, run_id, themes)!
-- The themes of a run, as an array of objects.
insert into lyhord.theme (
  round_id, run_id, theme_id, position, name, definition, source, stability, terms, notes
)
select
  :round_id, :run_id, t.theme_id, t.position, t.name, t.definition, t.source, t.stability, t.terms,
  t.notes
from jsonb_to_recordset(:themes) as t (
  theme_id text, position smallint, name text, definition text, source text, stability real,
  terms jsonb, notes jsonb
);

-- name: add_assignments(round_id, run_id, assignments)!
-- The theme of each statement; those that were withdrawn meanwhile are left out.
insert into lyhord.assignment (
  round_id, run_id, statement_id, theme_id, strength, second, third, quote_rank
)
select
  :round_id, :run_id, a.statement_id, a.theme_id, a.strength, a.second, a.third, a.quote_rank
from jsonb_to_recordset(:assignments) as a (
  statement_id uuid, theme_id text, strength real, second text, third text, quote_rank smallint
)
join lyhord.statement as s
  on s.round_id = :round_id
  and s.statement_id = a.statement_id;

-- name: take_up_words(round_id, run_id, after, most)$
-- Take up the words of so many statements of a run; the last one, or nothing at the end.
select lyhord.take_up_words(:round_id, :run_id, :after, :most);
