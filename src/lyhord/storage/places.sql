-- name: put(place_id, document)$
-- A place as it is configured now; empty when it is known just so.
insert into lyhord.place as p (place_id, document)
values (:place_id, :document)
on conflict on constraint place_pkey do update
set document = excluded.document
where p.document <> excluded.document
returning place_id;

-- name: get(place_id)^
-- One place.
select document from lyhord.place where place_id = :place_id;
