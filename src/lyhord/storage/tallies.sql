-- name: add(rounds, collectors, typists, day)$
-- Counts papers of a day; what was counted cannot be edited.
select staff.tally_papers(:rounds, :collectors, :typists, :day);

-- name: of_day(round_id, collector_id, typist, day)$
-- How many papers somebody typed in through a door on a day.
select coalesce(sum(n), 0)
from staff.paper_tally
where round_id = :round_id and collector_id = :collector_id and typist = :typist and day = :day;
