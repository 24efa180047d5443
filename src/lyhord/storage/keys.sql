-- name: add(key_id, public_key, created_on)!
-- The officers' key that rounds seal to; its private half is kept in copies alone.
insert into sealed.officer_key (key_id, public_key, created_on)
values (:key_id, :public_key, :created_on);

-- name: put_copy(key_id, holder, wrapped_key, made_on)!
-- The private half for one who may open, wrapped with a passphrase that only the holder knows.
insert into sealed.key_copy (key_id, holder, wrapped_key, made_on)
values (:key_id, :holder, :wrapped_key, :made_on)
on conflict on constraint key_copy_pkey do update
set wrapped_key = excluded.wrapped_key, made_on = excluded.made_on;

-- name: remove_copy(key_id, holder)$
-- Takes a copy back; empty where there was none.
delete from sealed.key_copy
where key_id = :key_id and holder = :holder
returning true;

-- name: latest_of(holders)^
-- The newest key, if each of these holds a copy of it or a copy is nobody's own.
select key_id, public_key, created_on from lyhord.sealing_key(cast(:holders as text[]));

-- name: copies_of(holder)
-- Every copy that somebody may try to open, the own ones first.
select key_id, c.holder, k.public_key, c.wrapped_key, c.made_on
from sealed.key_copy as c
join sealed.officer_key as k using (key_id)
where c.holder in (:holder, '')
order by c.holder desc, k.made_at desc, key_id;

-- name: holders()
-- Who can open what: each copy, the newest key first.
select key_id, c.holder, k.public_key, c.wrapped_key, c.made_on
from sealed.key_copy as c
join sealed.officer_key as k using (key_id)
order by k.made_at desc, key_id, c.holder;

-- name: seal_to(round_id, key_id, public_key)!
-- What comes into a round from now on is sealed to another key.
update lyhord.round
set key_id = :key_id, public_key = :public_key
where round_id = :round_id;
