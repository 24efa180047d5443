-- name: of_round(round_id)^
-- Which wave of which series a round is.
select w.series_id, w.number, s.ended_on, lyhord.sees_everything() as is_whole
from lyhord.wave as w
join lyhord.series as s using (series_id)
where w.round_id = :round_id;

-- name: of_series(series_id)
-- The waves of a series in order.
select w.round_id, w.number, r.name, r.opens, r.closes, r.state
from lyhord.wave as w
join lyhord.round as r using (round_id)
where w.series_id = :series_id
order by w.number;

-- name: begin(series_id, key)!
-- A new series, with the key that its codes are hashed with.
insert into lyhord.series (series_id, key) values (:series_id, :key);

-- name: add(round_id, series_id, number)!
-- Makes a round a wave of a series.
insert into lyhord.wave (round_id, series_id, number) values (:round_id, :series_id, :number);

-- name: end(series_id)$
-- Removes the key and every hash of a series, unless one of its rounds takes answers.
select lyhord.end_series(:series_id);

-- name: keep(rounds, responses, hashes)$
-- Keeps the codes of responses that came in this transaction.
select lyhord.keep_wave_codes(:rounds, :responses, :hashes);

-- name: coded(waves)
-- How many gave a code in each wave, unguarded.
select wave, audience, coded, alike
from lyhord.count_coded(:waves);

-- name: changes(waves, straight, turned, scale)
-- How many placed themselves alike in the same waves, unguarded.
select audience, places, n
from lyhord.count_changes(:waves, :straight, :turned, :scale);

-- name: published(round_id)$
-- What was told of a wave beside those before it.
select document
from lyhord.published_change
where round_id = :round_id;

-- name: publish(round_id, document)!
-- The same, as shown; it stays as it was first told.
insert into lyhord.published_change (round_id, document)
values (:round_id, :document)
on conflict on constraint published_change_pkey do nothing;
