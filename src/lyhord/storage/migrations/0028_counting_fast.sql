-- Counting a large round: whether it changed is asked at every visit, all else when figures are
-- published. What is counted is as before.

-- ---------------------------------------------------------------- whether a round changed

-- Held by the random number of each answer: nothing of when or in which order they came.
create index response_counted_idx on lyhord.response (round_id, response_id, audience)
  where standing = 'counted';
create index receipt_withdrawn_idx on lyhord.receipt (round_id) where response_id is null;

-- Everybody who is counted now, in one row: never kept, as a text that waits is counted again when
-- its time is out and nothing is written then. `digest` is that of all that `lyhord.count_people`
-- gives.
create function lyhord.sum_people(round uuid) returns table (
  n bigint, digest bigint, has_children boolean
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    count(*), coalesce(bit_xor(hashtextextended(response_id::text, 0)), 0),
    coalesce(bool_or(audience = 'child'), false)
  from lyhord.respondent
  where round_id = round
$$;

drop function lyhord.digest_people;
revoke all on function lyhord.sum_people from public;
grant execute on function lyhord.sum_people to lyhord_desk;

-- ---------------------------------------------------------------- what is counted to publish

-- People by what they answered, and then what that holds: few answers differ, many are alike.
create or replace function lyhord.count_choices(round uuid, questions text[]) returns table (
  question text, audience text, option text, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with alike as (
    select asked.question, r.audience, a.answers -> asked.question as answer, count(*) as n
    from lyhord.respondent as r
    join lyhord.response as a using (round_id, response_id)
    cross join unnest(questions) as asked (question)
    where r.round_id = round
    group by asked.question, r.audience, answer
  )
  select e.question, e.audience, c.option, sum(e.n)::bigint
  from alike as e
  cross join lateral lyhord.chosen(jsonb_build_object(e.question, e.answer), e.question) as c (option)
  group by e.question, e.audience, c.option
$$;

create or replace function lyhord.count_pairs(round uuid, questions text[]) returns table (
  question text, audience text, one text, other text, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with alike as (
    select asked.question, r.audience, a.answers -> asked.question as answer, count(*) as n
    from lyhord.respondent as r
    join lyhord.response as a using (round_id, response_id)
    cross join unnest(questions) as asked (question)
    where r.round_id = round
    group by asked.question, r.audience, answer
  )
  select e.question, e.audience, c.option, d.option, sum(e.n)::bigint
  from alike as e
  cross join lateral jsonb_build_object(e.question, e.answer) as held (answers)
  cross join lateral lyhord.chosen(held.answers, e.question) as c (option)
  cross join lateral lyhord.chosen(held.answers, e.question) as d (option)
  where c.option < d.option collate "C"
  group by e.question, e.audience, c.option, d.option
$$;

-- Texts by person first, so that nobody has to be sorted to be counted once.
create or replace function lyhord.count_themes(round uuid, run uuid) returns table (
  theme_id text, audience text, municipality text, age text, respondents bigint, statements bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wrote as (
    select a.theme_id, s.response_id, count(*) as statements
    from lyhord.assignment as a
    join lyhord.statement as s using (round_id, statement_id)
    where a.round_id = round and a.run_id = run
    group by a.theme_id, s.response_id
  ), person as materialized (
    select r.response_id, r.audience, r.municipality, r.age
    from lyhord.respondent as r
    where r.round_id = round
  )
  select w.theme_id, p.audience, p.municipality, p.age, count(*), sum(w.statements)::bigint
  from wrote as w
  join person as p using (response_id)
  group by w.theme_id, p.audience, p.municipality, p.age
$$;

create or replace function lyhord.count_asked(round uuid, run uuid) returns table (
  theme_id text, question text, audience text, respondents bigint, statements bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wrote as (
    select a.theme_id, s.question_id, s.response_id, count(*) as statements
    from lyhord.assignment as a
    join lyhord.statement as s using (round_id, statement_id)
    where a.round_id = round and a.run_id = run
    group by a.theme_id, s.question_id, s.response_id
  )
  select w.theme_id, w.question_id, r.audience, count(*), sum(w.statements)::bigint
  from wrote as w
  join lyhord.respondent as r on r.round_id = round and r.response_id = w.response_id
  group by w.theme_id, w.question_id, r.audience
$$;

-- How many wrote of a run's themes on pages in each language, whatever part of the round the caller
-- may see: it is published with the run.
create function lyhord.count_run_languages(round uuid, run uuid) returns table (
  language text, respondents bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wrote as (
    select distinct s.language, s.response_id
    from lyhord.assignment as a
    join lyhord.statement as s using (round_id, statement_id)
    where a.round_id = round and a.run_id = run and s.standing = 'counted'
      and s.statement_id not in (select lyhord.held_statements())
  )
  select w.language, count(*)
  from wrote as w
  join lyhord.respondent as r on r.round_id = round and r.response_id = w.response_id
  group by w.language
$$;

revoke all on function lyhord.count_run_languages from public;
grant execute on function lyhord.count_run_languages to lyhord_desk;
