-- name: of_round(round_id)
-- What does not count in a round; in an order that tells nothing.
select collector_id, response_id, audience, standing, language, text, text_key
from lyhord.uncounted
where round_id = :round_id
order by text_key, response_id;

-- name: weigh(round_id, door, weighed, text_key, verdict)$
-- Somebody has decided about what was set aside at a door.
select lyhord.weigh(:round_id, :door, :weighed, :text_key, :verdict);
