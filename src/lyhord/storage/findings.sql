-- name: themes(round_id, run_id)
-- The themes of a run.
select theme_id, position, name, definition, source, stability, terms, notes
from lyhord.theme
where round_id = :round_id
  and run_id = :run_id
  and not is_gone
order by position;

-- name: languages(round_id, run_id)
-- How many wrote on pages in each language, unguarded.
select language, respondents
from lyhord.count_run_languages(:round_id, :run_id)
order by language;

-- name: quotes(round_id, run_id, audiences)
-- The representative texts of these audiences and those that people decided about: those that they
-- approved or picked first, then the best. Whoever picks gives a rank below nought.
with candidate as (
  select a.theme_id, a.statement_id, a.quote_rank
  from lyhord.assignment as a
  where a.round_id = :round_id
    and a.run_id = :run_id
    and a.quote_rank is not null
  union
  select a.theme_id, a.statement_id, a.quote_rank
  from lyhord.quote_choice as c
  join lyhord.assignment as a using (round_id, statement_id, theme_id)
  where c.round_id = :round_id
    and a.run_id = :run_id
)
select
  a.theme_id, s.text, s.language, s.audience, r.municipality, r.age,
  case
    when coalesce(c.is_approved, a.quote_rank < 0) then 'approved'
    when c.is_approved is false then 'refused'
    else ''
  end as verdict
from candidate as a
join lyhord.statement as s on s.round_id = :round_id and s.statement_id = a.statement_id
join lyhord.respondent as r on r.round_id = :round_id and r.response_id = s.response_id
left join lyhord.quote_choice as c
  on c.round_id = :round_id
  and c.theme_id = a.theme_id
  and c.statement_id = a.statement_id
where s.audience = any (:audiences)
order by
  a.theme_id, coalesce(c.is_approved, a.quote_rank < 0) is not true,
  a.quote_rank nulls last, a.statement_id;

-- name: further(round_id, run_id, theme_id, audiences, most)
-- More typical texts of a theme to propose as quotes, of about every second statement: that one is
-- not among them tells nothing of who wrote it.
select
  a.theme_id, s.text, s.language, s.audience, r.municipality, r.age, '' as verdict
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
left join lyhord.quote_choice as c using (round_id, theme_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = :theme_id
  and a.quote_rank is null
  and c.statement_id is null
  and s.audience = any (:audiences)
  and hashtext(cast(a.statement_id as text)) % 2 = 0
order by a.strength desc, a.statement_id
limit :most;

-- name: texts(round_id, run_id, theme_id, audiences, most, skip)
-- A page of a theme's texts of these audiences, the most typical first.
select a.theme_id, s.text, s.language, s.audience, r.municipality, r.age
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = :theme_id
  and s.audience = any (:audiences)
order by a.quote_rank nulls last, a.strength desc, a.statement_id
limit :most
offset :skip;

-- name: samples(round_id, run_id, theme_ids, questions, audiences)
-- Of each theme and question (any, where it is empty) the best text of the audiences beside them,
-- which commas part: one that people approved or picked, else a representative one, else one of the
-- theme's strongest that is handy to read. What people refused is not there.
with candidate as materialized (
  select
    s.statement_id, s.response_id, a.theme_id, s.question_id, s.audience, s.text, s.language,
    case when c.is_approved or a.quote_rank < 0 then 0 else 1 end as turn, a.quote_rank as place
  from lyhord.assignment as a
  join lyhord.statement as s using (round_id, statement_id)
  left join lyhord.quote_choice as c using (round_id, theme_id, statement_id)
  where a.round_id = :round_id
    and a.run_id = :run_id
    and a.quote_rank is not null
    and c.is_approved is distinct from false
  union all
  select
    s.statement_id, s.response_id, a.theme_id, s.question_id, s.audience, s.text, s.language,
    0 as turn, null as place
  from lyhord.quote_choice as c
  join lyhord.assignment as a using (round_id, statement_id, theme_id)
  join lyhord.statement as s using (round_id, statement_id)
  where c.round_id = :round_id
    and a.run_id = :run_id
    and a.quote_rank is null
    and c.is_approved
),
wish as materialized (
  select w.theme_id, w.question, w.audiences, string_to_array(w.audiences, ',') as speakers
  from unnest(
    cast(:theme_ids as text[]), cast(:questions as text[]), cast(:audiences as text[])
  ) as w (theme_id, question, audiences)
),
found as materialized (
  select
    w.theme_id, w.question, w.audiences, c.response_id, c.text, c.language, c.audience, c.turn,
    row_number() over (order by c.place, c.statement_id) as place
  from wish as w
  join candidate as c
    on c.theme_id = w.theme_id
    and w.question in ('', c.question_id)
    and c.audience = any (w.speakers)
  union all
  select
    w.theme_id, w.question, w.audiences, x.response_id, x.text, x.language, x.audience, 2 as turn,
    x.place
  from wish as w
  cross join lateral (
    select
      s.response_id, s.text, s.language, s.audience,
      row_number() over (order by a.strength desc, a.statement_id) as place
    from (
      select o.statement_id, o.strength
      from lyhord.assignment as o
      where o.round_id = :round_id
        and o.run_id = :run_id
        and o.theme_id = w.theme_id
      order by o.strength desc, o.statement_id
      limit 120
    ) as a
    join lyhord.statement as s on s.round_id = :round_id and s.statement_id = a.statement_id
    left join lyhord.quote_choice as c
      on c.round_id = :round_id and c.theme_id = w.theme_id and c.statement_id = a.statement_id
    where w.question in ('', s.question_id)
      and s.audience = any (w.speakers)
      and c.is_approved is distinct from false
      and char_length(s.text) between 25 and 400
    order by place
    limit 5
  ) as x
)
select distinct on (f.theme_id, f.question, f.audiences)
  f.theme_id, f.question, f.text, f.language, f.audience
from found as f
where (
  select true
  from lyhord.respondent as r
  where r.round_id = :round_id
    and r.response_id = f.response_id
)
order by f.theme_id, f.question, f.audiences, f.turn, f.place;

-- name: mark(round_id)$
-- Another number when a text came, went or reads otherwise.
select coalesce(bit_xor(hashtextextended(cast(statement_id as text) || text, 0)), 0)
from lyhord.statement
where round_id = :round_id;

-- name: statement_of(round_id, run_id, theme_id, text)$
-- A statement of a theme by its text, the most typical where several people wrote the same.
select s.statement_id
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.theme_id = :theme_id
  and s.text = :text
order by a.quote_rank nulls last, s.statement_id
limit 1;

-- name: texts_of(round_id, statement_ids)
-- The texts of these statements, of those that are still there.
select statement_id, text, language
from lyhord.statement
where round_id = :round_id
  and statement_id = any (cast(:statement_ids as uuid[]));
