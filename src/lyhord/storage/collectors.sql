-- name: add(round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets)!
-- A new door into a round.
insert into lyhord.collector (
  round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets
) values (
  :round_id, :collector_id, :slug, :trial_slug, :name, :audience, :mode, :instrument_id, :version,
  :presets
);

-- name: of_round(round_id)
-- The doors of a round.
select
  round_id, collector_id, slug, trial_slug, name, audience, mode, instrument_id, version, presets
from lyhord.collector
where round_id = :round_id
order by audience, name, slug;

-- name: door(slug)^
-- What the public side may know of a door and its round.
select
  d.slug, d.round_id, d.collector_id, d.audience, d.mode, d.instrument_id, d.version, d.presets,
  d.is_trial, d.state, d.results_by, d.public_key, p.document as place, i.document as publication,
  least(coalesce(d.closed_at, 'infinity'), (d.closes + 1)::timestamptz) as ends_at,
  d.opens::timestamptz as begins_at
from lyhord.door as d
join lyhord.place as p using (place_id)
join lyhord.instrument as i using (instrument_id, version)
where d.slug = :slug;
