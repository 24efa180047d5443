-- name: holding(round_id, words, most)
-- At most so many statements with these words.
select statement_id
from lyhord.find_words(:round_id, :words, :most) as found (statement_id);

-- name: among(round_id, run_id, statements, most, skip)
-- A page of these texts, the strongest first, in whatever theme.
select
  a.statement_id, s.text, s.language, a.theme_id, a.is_copy, a.by_hand,
  a.quote_rank is not null as is_quote
from lyhord.assignment as a
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
where a.round_id = :round_id
  and a.run_id = :run_id
  and a.statement_id = any (cast(:statements as uuid[]))
  and a.is_listed
  and not a.is_copy
order by a.strength desc, a.statement_id
limit :most
offset :skip;

-- name: strongest(round_id, run_id, words, most, skip)
-- A page of the statements with these words, found by going through the strongest.
select statement_id
from lyhord.find_strongest(:round_id, :run_id, :words, :most, :skip) as found (statement_id);
