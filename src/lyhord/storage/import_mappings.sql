-- name: get(headers, audience)^
-- What columns under these headers meant the last time.
select mapping
from staff.import_mapping
where headers = :headers
  and audience = :audience;

-- name: put(headers, audience, mapping)!
-- Remembers what columns under these headers mean.
insert into staff.import_mapping (headers, audience, mapping)
values (:headers, :audience, :mapping)
on conflict on constraint import_mapping_pkey do update
set mapping = excluded.mapping, kept_on = current_date;
