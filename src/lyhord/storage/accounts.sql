-- name: add(account_id, email, role, municipalities, password_hash)!
-- A new account of staff; its e-mail address is its name.
insert into staff.account (account_id, email, role, municipalities, password_hash)
values (:account_id, :email, :role, :municipalities, :password_hash);

-- name: find(email)^
-- The account of a name, with what its sign-in is checked against.
select account_id, email, role, municipalities, password_hash, factor, subject
from staff.credentials(:email);

-- name: get(account_id)^
-- The account of a session.
select account_id, email, role, municipalities
from staff.account
where account_id = :account_id;

-- name: every()
-- All accounts, as owner; sorted by whoever shows them.
select
  account_id, email, role, municipalities, factor is not null as has_factor,
  subject is not null as is_vouched_for
from staff.account;

-- name: remove(account_id)!
-- An account is gone, with its sessions and codes; as owner.
delete from staff.account
where account_id = :account_id;

-- name: set_role(account_id, role, municipalities)!
-- What an account may do and see, as owner.
update staff.account
set role = :role, municipalities = :municipalities
where account_id = :account_id;

-- name: set_password(account_id, password_hash)!
-- Another password, as owner.
update staff.account
set password_hash = :password_hash
where account_id = :account_id;

-- name: forget_factor(account_id)!
-- No second factor any more, as owner.
update staff.account
set factor = null, factor_step = 0
where account_id = :account_id;

-- name: forget_codes(account_id)!
-- No recovery codes any more, as owner.
delete from staff.recovery_code
where account_id = :account_id;

-- name: end_sessions(account_id)!
-- Whoever is signed in with this account is so no more.
delete from staff.session
where account_id = :account_id;

-- name: rehash(account_id, old_hash, new_hash)$
-- The same password, hashed at today's costs.
select staff.rehash(:account_id, :old_hash, :new_hash);

-- name: change_password(session_key, password_hash)$
-- Another password for the account of a session, whose other sessions end.
select staff.change_password(:session_key, :password_hash);

-- name: set_factor(session_key, factor, codes)$
-- A second factor for the account of a session, or none; its other sessions end.
select staff.set_factor(:session_key, :factor, :codes);

-- name: spend_step(account_id, step)$
-- Whether the code of a moment had not been used.
select staff.spend_step(:account_id, :step);

-- name: spend_code(account_id, code_hash)$
-- Whether a recovery code was one that had not been used.
select staff.spend_code(:account_id, :code_hash);

-- name: vouch(subject, account_id, email, role, municipalities)$
-- The account of somebody whom a sign-in service vouches for.
select staff.vouch(:subject, :account_id, :email, :role, :municipalities);

-- name: unvouch(subject)$
-- The name of the account that a sign-in service vouches for no more; it is gone.
select staff.unvouch(:subject);
