-- name: of_round(round_id)
-- What was written in a round, pseudonymised; in an order that tells nothing.
select statement_id, response_id, audience, question_id, position, language, text
from lyhord.statement
where round_id = :round_id
  and standing = 'counted'
order by text, question_id, statement_id;

-- name: hide(round_id, before, after, hidden)$
-- Put a text with placeholders in the place of a text; how many statements that changed.
select lyhord.hide_words(:round_id, :before, :after, :hidden);

-- name: hand_over(round_id, said, wanted, due)$
-- Make cases of the responses that say this; whether there was any whose original is left.
select lyhord.hand_over(:round_id, :said, :wanted, :due);
