-- name: add(round_id, collector_id, hashes)!
-- New codes of a door.
insert into entry.code (round_id, collector_id, code_hash)
select :round_id, :collector_id, h.code_hash
from unnest(cast(:hashes as bytea[])) as h (code_hash);
