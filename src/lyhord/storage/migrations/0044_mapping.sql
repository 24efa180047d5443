-- The mapping of ways of working: what was chosen and written, told apart by the model that somebody
-- answered for. True counts, whatever part of the round the caller may see: only for the guard.

create function lyhord.count_choices_apart(round uuid, questions text[], apart_by text)
returns table (part text, question text, audience text, option text, n bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    lyhord.one_of(a.answers, apart_by), asked.question, r.audience, c.option, count(*)
  from lyhord.respondent as r
  join lyhord.response as a using (round_id, response_id)
  cross join unnest(questions) as asked (question)
  cross join lateral lyhord.chosen(a.answers, asked.question) as c (option)
  where r.round_id = round and a.answers ? apart_by
  group by lyhord.one_of(a.answers, apart_by), asked.question, r.audience, c.option
$$;

-- Who wrote of each theme under each question; what was written to some of them is counted apart, as
-- `question.part`, so that no text is counted twice.
create function lyhord.count_asked_apart(round uuid, run uuid, questions text[], apart_by text)
returns table (
  theme_id text, question text, audience text, respondents bigint, statements bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wrote as (
    select a.theme_id, s.question_id, s.response_id, count(*) as statements
    from lyhord.assignment as a
    join lyhord.statement as s using (round_id, statement_id)
    where a.round_id = round and a.run_id = run
    group by a.theme_id, s.question_id, s.response_id
  ), apart as (
    select
      w.theme_id, w.response_id, w.statements,
      w.question_id || coalesce('.' || nullif(lyhord.one_of(p.answers, apart_by), ''), '')
        as question_id
    from wrote as w
    left join lyhord.response as p
      on w.question_id = any (questions) and p.round_id = round and p.response_id = w.response_id
  )
  select w.theme_id, w.question_id, r.audience, count(*), sum(w.statements)::bigint
  from apart as w
  join lyhord.respondent as r on r.round_id = round and r.response_id = w.response_id
  group by w.theme_id, w.question_id, r.audience
$$;

revoke all on function lyhord.count_choices_apart, lyhord.count_asked_apart from public;
grant execute on function lyhord.count_choices_apart, lyhord.count_asked_apart to lyhord_desk;
