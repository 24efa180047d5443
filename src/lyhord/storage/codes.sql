-- name: add(round_id, collector_id, hashes)!
-- New codes of a door.
select lyhord.add_codes(:round_id, :collector_id, cast(:hashes as bytea[]));
