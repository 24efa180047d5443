-- name: put(session_key, data, account_id, seconds)!
-- Keep or replace a value; it lasts for so many seconds, or a hundred years without a limit.
insert into staff.session (session_key, data, account_id, expires_at)
values (
  :session_key, :data, :account_id,
  now() + make_interval(secs => coalesce(:seconds, 3155760000.0))
)
on conflict on constraint session_pkey do update
set data = excluded.data, account_id = excluded.account_id, expires_at = excluded.expires_at;

-- name: of_account(account_id)
-- The live sessions of an account, the newest first.
select session_key, begun_at, expires_at
from staff.session
where account_id = :account_id and expires_at > now()
order by begun_at desc, session_key;

-- name: end(account_id, session_key)!
-- One session of an account ends; nobody else's can be named.
delete from staff.session
where account_id = :account_id and session_key = :session_key;

-- name: end_others(account_id, session_key)!
-- Every session of an account ends but one.
delete from staff.session
where account_id = :account_id and session_key <> :session_key;

-- name: get(session_key)$
-- The value, unless its time is over.
select data
from staff.session
where session_key = :session_key and expires_at > now();

-- name: renew(session_key, seconds)$
-- The value, unless its time is over; it then lasts for so many seconds from now.
update staff.session
set expires_at = now() + make_interval(secs => :seconds)
where session_key = :session_key and expires_at > now()
returning data;

-- name: delete(session_key)!
-- Forget one value.
delete from staff.session
where session_key = :session_key;

-- name: delete_expired()!
-- Forget what nobody can use any more.
delete from staff.session
where expires_at <= now();

-- name: delete_all()!
-- Forget every value: everybody signs in again.
delete from staff.session;

-- name: seconds_left(session_key)$
-- How long the value lasts, in whole seconds.
select cast(ceil(extract(epoch from expires_at - now())) as bigint)
from staff.session
where session_key = :session_key and expires_at > now();
