-- name: choices(round_id, questions)
-- How many chose each option of these questions, unguarded.
select question, audience, option, n
from lyhord.count_choices(:round_id, :questions);

-- name: pairs(round_id, questions)
-- How many chose both of two options, unguarded.
select question, audience, one, other, n
from lyhord.count_pairs(:round_id, :questions);

-- name: index(round_id, straight, turned, scale)
-- How people placed themselves on a scale over several statements, unguarded.
select audience, municipality, answered, points, n
from lyhord.count_index(:round_id, :straight, :turned, :scale);

-- name: choices_apart(round_id, questions, apart_by)
-- How many chose each option of these questions, told apart by what they chose of another, unguarded.
select part, question, audience, option, n
from lyhord.count_choices_apart(:round_id, :questions, :apart_by);

-- name: asked(round_id, run_id, questions, apart_by)
-- Who wrote of each theme under each question, some of them apart by a choice, unguarded.
select theme_id, question, audience, respondents, statements
from lyhord.count_asked_apart(:round_id, :run_id, :questions, :apart_by);

-- name: published(round_id, version)$
-- The closed answers as they were published beside a version of the round's figures.
select document
from lyhord.published_answers
where round_id = :round_id
  and version = :version;

-- name: newest()
-- The closed answers that were published last of each round.
select distinct on (round_id) round_id, document
from lyhord.published_answers
order by round_id, version desc;

-- name: publish(round_id, version, document)!
-- The closed answers of a version, as shown.
insert into lyhord.published_answers (round_id, version, document)
values (:round_id, :version, :document);

-- name: journey(round_id, run_id)$
-- The questions that the texts of a run's themes were written to, as published.
select document
from lyhord.published_journey
where round_id = :round_id
  and run_id = :run_id;

-- name: publish_journey(round_id, run_id, document)!
-- The same, as shown.
insert into lyhord.published_journey (round_id, run_id, document)
values (:round_id, :run_id, :document);
