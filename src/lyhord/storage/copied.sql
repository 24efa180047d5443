-- name: statements(round_id, run_id)
-- Statements with what they may be told apart by, unguarded; what is held or set aside is not there.
-- People may have put one into other themes too.
select
  s.response_id as person,
  concat(
    r.audience, E'\x1f', r.language, E'\x1f', r.answers -> 'municipality', E'\x1f',
    r.answers -> 'age_band', E'\x1f', r.answers -> 'child_age', E'\x1f', r.answers -> 'ages'
  ) as told,
  concat(
    s.question_id, E'\x1f', a.theme_id, E'\x1f', a.second, E'\x1f', a.third, E'\x1f',
    array_to_string(c.also, E'\x1e')
  ) as found,
  s.text
from lyhord.statement as s
join lyhord.respondent as r using (round_id, response_id)
left join lyhord.assignment as a
  on a.round_id = cast(:round_id as uuid) and a.statement_id = s.statement_id
    and a.run_id = cast(:run_id as uuid) and not a.is_copy
left join (
  select statement_id, array_agg(theme_id order by theme_id) as also
  from lyhord.assignment
  where round_id = cast(:round_id as uuid) and run_id = cast(:run_id as uuid) and is_copy
  group by statement_id
) as c on c.statement_id = s.statement_id
where s.round_id = cast(:round_id as uuid)
order by random()
