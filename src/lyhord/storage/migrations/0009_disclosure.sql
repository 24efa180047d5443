-- The disclosure guard: how many a figure must speak of, the figures that were published, and who
-- may take out statements as rows.

-- ---------------------------------------------------------------- who is counted as what

-- The one option that was chosen of a question; `several` where there were more, nothing where there
-- was none. Whoever works in two municipalities stands in one column, so that columns add up.
create function lyhord.one_of(answers jsonb, question text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case jsonb_typeof(answers -> question)
    when 'string' then answers ->> question
    when 'array' then case jsonb_array_length(answers -> question)
      when 0 then ''
      when 1 then answers -> question ->> 0
      else 'several'
    end
    else ''
  end
$$;

-- Everybody who is counted, with what figures are told apart by: not whose case waits for the
-- officers, whose answers were set aside, or who only tried.
create view lyhord.respondent with (security_invoker = true) as
select
  round_id, response_id, collector_id, audience, language, week,
  lyhord.one_of(answers, 'municipality') as municipality,
  lyhord.one_of(
    answers,
    case audience when 'guardian' then 'child_age' when 'professional' then 'ages' else 'age_band' end
  ) as age
from lyhord.response
where standing = 'counted' and response_id not in (select lyhord.held_responses());

-- True counts of a whole round, whatever part of it the caller may see: a figure that is published
-- must not depend on who looked first. `digest` tells whether the same people are behind a count.
create function lyhord.count_people(round uuid) returns table (
  audience text, municipality text, age text, week text, collector_id uuid, n bigint, digest bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    audience, municipality, age, week, collector_id, count(*),
    bit_xor(hashtextextended(response_id::text, 0))
  from lyhord.respondent
  where round_id = round
  group by audience, municipality, age, week, collector_id
$$;

create function lyhord.count_themes(round uuid, run uuid) returns table (
  theme_id text, audience text, municipality text, age text, respondents bigint, statements bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.theme_id, r.audience, r.municipality, r.age, count(distinct r.response_id), count(*)
  from lyhord.assignment as a
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.respondent as r using (round_id, response_id)
  where a.round_id = round and a.run_id = run
  group by a.theme_id, r.audience, r.municipality, r.age
$$;

create function lyhord.count_withdrawn(round uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from lyhord.receipt where round_id = round and response_id is null
$$;

-- ---------------------------------------------------------------- what was published

-- Set by an administrator for a round; where there is no row the usual numbers hold.
create table lyhord.guard (
  round_id uuid constraint guard_pkey primary key constraint guard_round_fkey references lyhord.round,
  k integer not null,
  k_children integer not null,
  quotes_name text not null,
  constraint guard_k_sound check (k between 3 and 1000),
  constraint guard_k_children_sound check (k_children between k and 1000),
  constraint guard_quotes_name_known
    check (quotes_name in ('audience', 'municipality', 'age', 'nothing'))
);

-- The figures of a round, as shown; a version is never edited. The document holds no hidden count.
create table lyhord.published_round (
  round_id uuid not null constraint published_round_round_fkey references lyhord.round,
  version integer not null,
  published_on date not null default current_date,
  document jsonb not null,
  constraint published_round_pkey primary key (round_id, version)
);

-- The figures of a run beside a version of its round's, published once: what a run found is history,
-- and making it anew after a withdrawal would tell what was withdrawn.
create table lyhord.published_run (
  round_id uuid not null,
  run_id uuid not null,
  version integer not null,
  document jsonb not null,
  constraint published_run_pkey primary key (round_id, run_id),
  constraint published_run_run_fkey
    foreign key (round_id, run_id) references lyhord.run on delete cascade,
  constraint published_run_version_fkey
    foreign key (round_id, version) references lyhord.published_round
);

-- ---------------------------------------------------------------- statements as rows

-- Who may take a round's statements out as rows, until when; roles do not imply it.
create table staff.microdata_right (
  round_id uuid not null constraint microdata_right_round_fkey references lyhord.round,
  email text not null,
  until date not null,
  constraint microdata_right_pkey primary key (round_id, email)
);

revoke all on function
  lyhord.count_people, lyhord.count_themes, lyhord.count_withdrawn, lyhord.one_of from public;
grant execute on function
  lyhord.count_people, lyhord.count_themes, lyhord.count_withdrawn, lyhord.one_of to lyhord_desk;
grant select on lyhord.guard, lyhord.respondent to lyhord_desk;
grant select, insert on lyhord.published_round, lyhord.published_run to lyhord_desk;
grant select on staff.microdata_right to lyhord_desk;
