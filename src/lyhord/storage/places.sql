-- name: put(place_id, document)!
-- A place as it is configured now.
insert into lyhord.place (place_id, document)
values (:place_id, :document)
on conflict on constraint place_pkey do update set document = excluded.document;

-- name: get(place_id)^
-- One place.
select document from lyhord.place where place_id = :place_id;
