-- name: add(round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets, setting, language, list_id)!
-- A new door into a round.
insert into lyhord.collector (
  round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets,
  setting, language, list_id
) values (
  :round_id, :collector_id, :slug, :trial_slug, :name, :audience, :mode, :instrument_id, :version,
  :presets, :setting, :language, :list_id
);

-- name: of_round(round_id)
-- The doors of a round.
select
  round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets,
  setting, language, list_id,
  case when shut_at is null then 'open' when is_paused then 'paused' else 'closed' end as state
from lyhord.collector
where round_id = :round_id
order by audience, name, slug;

-- name: shut(round_id, collector_id, is_paused)!
-- Lets no new answers come through a door; what was shut before stays shut since then.
update lyhord.collector
set shut_at = coalesce(shut_at, now()), is_paused = :is_paused
where round_id = :round_id and collector_id = :collector_id;

-- name: reopen(round_id, collector_id)!
-- Lets answers come through a door again.
update lyhord.collector
set shut_at = null, is_paused = false
where round_id = :round_id and collector_id = :collector_id;

-- name: remove(round_id, collector_id)$
-- Removes a door that nobody has answered through.
select lyhord.remove_collector(:round_id, :collector_id);

-- name: door(slug)^
-- What the public side may know of a door and its round.
select
  d.slug, d.round_id, d.collector_id, d.audience, d.mode, d.instrument_id, d.version, d.presets,
  d.is_trial, d.language, d.is_paused, d.state, d.results_by, d.public_key, p.document as place, i.document as publication,
  least(coalesce(d.closed_at, 'infinity'), (d.closes + 1)::timestamptz) as ends_at,
  d.opens::timestamptz as begins_at, w.key as wave_key
from lyhord.door as d
join lyhord.place as p using (place_id)
join lyhord.instrument as i using (instrument_id, version)
left join lyhord.wave_key as w using (round_id)
where d.slug = :slug;
