-- name: latest(instrument_id)^
-- The newest version of an instrument.
select instrument_id, version, digest, document
from lyhord.instrument
where instrument_id = :instrument_id
order by version desc
limit 1;

-- name: small()
-- The newest version of each survey that is not an audience's own, in short.
select distinct on (instrument_id)
  instrument_id as survey,
  document -> 'instrument' ->> 'audience' as audience,
  document -> 'instrument' ->> 'title' as title
from lyhord.instrument
where instrument_id <> document -> 'instrument' ->> 'audience'
order by instrument_id, version desc;

-- name: at_version(instrument_id, version)^
-- One version of an instrument, for an answer that was begun on it.
select instrument_id, version, digest, document
from lyhord.instrument
where instrument_id = :instrument_id and version = :version;

-- name: by_digest(instrument_id, digest)^
-- The version that already has this very content.
select instrument_id, version, digest, document
from lyhord.instrument
where instrument_id = :instrument_id and digest = :digest;

-- name: add(instrument_id, digest, document)^
-- A new version, numbered after the newest; a published one never changes.
insert into lyhord.instrument (instrument_id, version, digest, document)
select :instrument_id, coalesce(max(version), 0) + 1, :digest, :document
from lyhord.instrument
where instrument_id = :instrument_id
returning instrument_id, version, digest, document;

-- name: every()
-- The versions of every instrument, the newest first, without what they say.
select
  instrument_id, version, document -> 'instrument' ->> 'title' as title,
  document -> 'instrument' ->> 'audience' as audience, published_on
from lyhord.instrument
order by instrument_id, version desc;
