-- name: of_round(round_id)
-- Which texts of a round are withheld, on which ground, and by whose decision.
select statement_id, reason, decided_by
from lyhord.redaction
where round_id = :round_id
order by statement_id;

-- name: put(round_id, statement_id, reason, decided_by)$
-- Withhold a text; empty where the ground is the same as before.
insert into lyhord.redaction as r (round_id, statement_id, reason, decided_by)
values (:round_id, :statement_id, :reason, :decided_by)
on conflict on constraint redaction_pkey do update
set reason = excluded.reason, decided_by = excluded.decided_by
where r.reason <> excluded.reason
returning statement_id;

-- name: lift(round_id, statement_id)$
-- Withhold a text no longer; empty where it was not.
delete from lyhord.redaction
where round_id = :round_id and statement_id = :statement_id
returning statement_id;
