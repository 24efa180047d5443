-- Closed answers in figures: counted whole for the disclosure guard, and published once like the rest.

-- ---------------------------------------------------------------- true counts, whatever the caller sees

-- What was chosen of each question: one row an option, whether one or several could be chosen.
create function lyhord.chosen(answers jsonb, question text) returns setof text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select distinct option
  from jsonb_array_elements_text(
    case jsonb_typeof(answers -> question)
      when 'array' then answers -> question
      when 'string' then jsonb_build_array(answers -> question)
      else '[]'
    end
  ) as each (option)
$$;

create function lyhord.count_choices(round uuid, questions text[]) returns table (
  question text, audience text, option text, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.question, r.audience, c.option, count(*)
  from lyhord.respondent as r
  join lyhord.response as a using (round_id, response_id)
  cross join unnest(questions) as asked (question)
  cross join lateral lyhord.chosen(a.answers, asked.question) as c (option)
  where r.round_id = round
  group by asked.question, r.audience, c.option
$$;

-- How many chose both of two options, the first in the order of the alphabet.
create function lyhord.count_pairs(round uuid, questions text[]) returns table (
  question text, audience text, one text, other text, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.question, r.audience, c.option, d.option, count(*)
  from lyhord.respondent as r
  join lyhord.response as a using (round_id, response_id)
  cross join unnest(questions) as asked (question)
  cross join lateral lyhord.chosen(a.answers, asked.question) as c (option)
  cross join lateral lyhord.chosen(a.answers, asked.question) as d (option)
  where r.round_id = round and c.option < d.option collate "C"
  group by asked.question, r.audience, c.option, d.option
$$;

-- How people placed themselves on a scale (worst first) over several statements, some of them turned
-- round: how many statements they answered, and the sum of the places, from nought.
create function lyhord.count_index(round uuid, straight text[], turned text[], scale text[])
returns table (audience text, municipality text, answered bigint, points bigint, n bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with placed as (
    select
      r.response_id, r.audience, r.municipality, s.statement = any (turned) as is_turned,
      array_position(scale, a.answers ->> s.statement) as place
    from lyhord.respondent as r
    join lyhord.response as a using (round_id, response_id)
    cross join unnest(straight || turned) as s (statement)
    where r.round_id = round
  ), person as (
    select
      audience, municipality, count(place) as answered,
      sum(case when is_turned then cardinality(scale) - place else place - 1 end) as points
    from placed
    group by response_id, audience, municipality
  )
  select audience, municipality, answered, points, count(*)
  from person
  where answered > 0
  group by audience, municipality, answered, points
$$;

-- Who wrote of each theme under each question.
create function lyhord.count_asked(round uuid, run uuid) returns table (
  theme_id text, question text, audience text, respondents bigint, statements bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.theme_id, s.question_id, r.audience, count(distinct r.response_id), count(*)
  from lyhord.assignment as a
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.respondent as r using (round_id, response_id)
  where a.round_id = round and a.run_id = run
  group by a.theme_id, s.question_id, r.audience
$$;

-- ---------------------------------------------------------------- what was published

-- The closed answers in figures, beside the version of the round that they were published with.
create table lyhord.published_answers (
  round_id uuid not null,
  version integer not null,
  document jsonb not null,
  constraint published_answers_pkey primary key (round_id, version),
  constraint published_answers_round_fkey
    foreign key (round_id, version) references lyhord.published_round
);

-- Which questions the texts of a run's themes were written to, beside the figures of the run.
create table lyhord.published_journey (
  round_id uuid not null,
  run_id uuid not null,
  document jsonb not null,
  constraint published_journey_pkey primary key (round_id, run_id),
  constraint published_journey_run_fkey
    foreign key (round_id, run_id) references lyhord.published_run on delete cascade
);

-- What is published of a round is theirs who see the round.
create policy published_answers_seen on lyhord.published_answers as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = published_answers.round_id
  )
);
create policy published_journey_seen on lyhord.published_journey as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = published_journey.round_id
  )
);
create policy published_answers_read on lyhord.published_answers
  to lyhord_desk, lyhord_officer using (true);
create policy published_journey_read on lyhord.published_journey
  to lyhord_desk, lyhord_officer using (true);
alter table lyhord.published_answers enable row level security;
alter table lyhord.published_journey enable row level security;

revoke all on function
  lyhord.chosen, lyhord.count_choices, lyhord.count_pairs, lyhord.count_index, lyhord.count_asked
from public;
grant execute on function
  lyhord.chosen, lyhord.count_choices, lyhord.count_pairs, lyhord.count_index, lyhord.count_asked
to lyhord_desk;
grant select, insert on lyhord.published_answers, lyhord.published_journey to lyhord_desk;
