-- name: add(account_id, email, role, password_hash)!
-- A new account of staff; its e-mail address is its name.
insert into staff.account (account_id, email, role, password_hash)
values (:account_id, :email, :role, :password_hash);

-- name: find(email)^
-- The account of a name, with what its password is checked against.
select account_id, email, role, password_hash
from staff.account
where email = :email;

-- name: get(account_id)^
-- The account of a session.
select account_id, email, role
from staff.account
where account_id = :account_id;

-- name: every()
-- All accounts; sorted by whoever shows them.
select account_id, email, role
from staff.account;

-- name: set_password(account_id, password_hash)!
-- Another password, or the same one hashed anew.
update staff.account
set password_hash = :password_hash
where account_id = :account_id;

-- name: begin_attempt(attempt_key)$
-- Count one more try to sign in under a name, unless that name has to wait. The count comes before
-- the password is looked at, so that tries side by side cannot pass each other. Four tries are
-- free; then the wait doubles up to five minutes. A quiet day forgets them.
insert into staff.attempt as a (attempt_key, failures, blocked_until)
values (:attempt_key, 1, now())
on conflict on constraint attempt_pkey do update
set
  failures = case when a.blocked_until < now() - interval '1 day' then 1 else a.failures + 1 end,
  blocked_until = now() + make_interval(
    secs => case
      when a.blocked_until < now() - interval '1 day' then 0
      else least(300, power(2, least(a.failures + 1, 20) - 4) - 1)
    end * cast(a.failures >= 4 as integer)
  )
where a.blocked_until <= now()
returning failures;

-- name: seconds_to_wait(attempt_key)$
-- How long a name has to wait before its next try.
select cast(ceil(extract(epoch from blocked_until - now())) as integer)
from staff.attempt
where attempt_key = :attempt_key;

-- name: forget_attempts(attempt_key)!
-- The right password came; forget the tries of this name, and those of names long quiet.
delete from staff.attempt
where attempt_key = :attempt_key or blocked_until < now() - interval '1 day';
