-- name: get(round_id, audience)^
-- The fictive case of a round and audience.
select audience, revision, text, before, edited_by, edited_on
from lyhord.journey_case
where round_id = :round_id
  and audience = :audience;

-- name: put(round_id, audience, text, seen, actor)$
-- Keeps a text in the stead of the revision that was read; gives nothing where there is a newer one,
-- or none any more because it was purged.
insert into lyhord.journey_case as known (round_id, audience, revision, text, edited_by)
select :round_id, :audience, 1, :text, :actor
where :seen = 0
  or exists (
    select from lyhord.journey_case where round_id = :round_id and audience = :audience
  )
on conflict on constraint journey_case_pkey do update
set
  revision = known.revision + 1, before = known.text, text = excluded.text,
  edited_by = excluded.edited_by, edited_on = current_date
where known.revision = :seen
returning revision;
