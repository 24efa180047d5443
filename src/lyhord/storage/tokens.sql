-- name: add(token_id, token_hash, name, role, municipalities, expires_on)!
-- A token for a program, as owner.
insert into staff.token (token_id, token_hash, name, role, municipalities, expires_on)
values (:token_id, :token_hash, :name, :role, :municipalities, :expires_on);

-- name: every()
-- All tokens, as owner; what expired first is first.
select token_id, name, role, municipalities, created_on, expires_on, used_on
from staff.token
order by expires_on, name, token_id;

-- name: find(token_hash)^
-- The token that a program brought, unless its time is over.
select token_id, name, role, municipalities, created_on, expires_on, used_on
from staff.token
where token_hash = :token_hash and expires_on >= current_date;

-- name: note_use(token_id)!
-- The day on which a token was last used; no more often than once a day.
update staff.token
set used_on = current_date
where token_id = :token_id and used_on is distinct from current_date;

-- name: revoke(token_id)$
-- A token opens nothing any more.
delete from staff.token
where token_id = :token_id
returning name;
