-- name: add(key_id, public_key, wrapped_key, created_on)!
-- The officers' key: the private half is wrapped with a passphrase that only they know.
insert into sealed.officer_key (key_id, public_key, wrapped_key, created_on)
values (:key_id, :public_key, :wrapped_key, :created_on);

-- name: latest()^
-- The newest key; rounds that open now seal to it.
select key_id, public_key, wrapped_key, created_on
from sealed.officer_key
order by created_on desc, key_id
limit 1;
