-- Who sees what and how one signs in: accounts within municipalities, row-level security behind the
-- table of rules, second factors, sessions that belong to an account, and tokens for programs.

-- ---------------------------------------------------------------- what a transaction sees

-- Every transaction of the desk and the officers says which municipalities it works for: all (*),
-- or a list. One that says nothing sees nothing.
create function lyhord.sees_everything() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(current_setting('lyhord.sees', true), '') = '*'
$$;

create function lyhord.seen() returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select string_to_array(nullif(current_setting('lyhord.sees', true), ''), ',')
$$;

-- Restrictive: whatever else a table's policies let through, it has to be within what is seen. What
-- hangs on a response or a round is seen as far as that is. The scalar subqueries are worked out
-- once a query, so that a transaction that sees everything pays nothing a row.
create policy response_seen on lyhord.response as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or answers -> 'municipality' ?| (select lyhord.seen())
);

create policy statement_seen on lyhord.statement as restrictive to lyhord_desk, lyhord_officer
using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.response as r
    where r.round_id = statement.round_id and r.response_id = statement.response_id
  )
);

create policy assignment_seen on lyhord.assignment as restrictive to lyhord_desk, lyhord_officer
using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.statement as s
    where s.round_id = assignment.round_id and s.statement_id = assignment.statement_id
  )
);

-- A door that asks for the municipality is everybody's.
create policy collector_seen on lyhord.collector as restrictive to lyhord_desk, lyhord_officer
using (
  (select lyhord.sees_everything()) or (
    (select lyhord.seen()) is not null
    and (
      not presets ? 'municipality' or presets -> 'municipality' ?| (select lyhord.seen())
    )
  )
)
-- but only who sees everything opens such a one
with check (
  (select lyhord.sees_everything()) or presets -> 'municipality' <@ to_jsonb((select lyhord.seen()))
);

-- A round is theirs who see one of its doors.
create policy round_seen on lyhord.round as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.collector as c where c.round_id = round.round_id
  )
);

create policy run_seen on lyhord.run as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = run.round_id
  )
);

create policy theme_seen on lyhord.theme as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = theme.round_id
  )
);

create policy original_seen on sealed.original as restrictive to lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.response as r
    where r.round_id = original.round_id and r.response_id = original.response_id
  )
);

create policy triage_case_seen on sealed.triage_case as restrictive to lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.response as r
    where r.round_id = triage_case.round_id and r.response_id = triage_case.response_id
  )
);

create policy triage_decision_seen on sealed.triage_decision as restrictive to lyhord_officer
using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = triage_decision.round_id
  )
);

create policy redaction_seen on lyhord.redaction as restrictive to lyhord_desk, lyhord_officer
using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.statement as s
    where s.round_id = redaction.round_id and s.statement_id = redaction.statement_id
  )
);

create policy round_decision_seen on lyhord.round_decision as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = round_decision.round_id
  )
);

create policy round_check_seen on lyhord.round_check as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = round_check.round_id
  )
);

create policy purge_seen on lyhord.purge as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = purge.round_id
  )
);

do $$
declare
  found record;
begin
  for found in select * from (values
    ('lyhord', 'response'), ('lyhord', 'assignment'), ('lyhord', 'collector'), ('lyhord', 'round'),
    ('lyhord', 'run'), ('lyhord', 'theme'), ('sealed', 'original'), ('sealed', 'triage_case'),
    ('sealed', 'triage_decision'), ('lyhord', 'redaction'), ('lyhord', 'round_decision'),
    ('lyhord', 'round_check'), ('lyhord', 'purge')
  ) as t (schema, name) loop
    execute format('alter table %I.%I enable row level security', found.schema, found.name);
    execute format(
      'create policy %I on %I.%I to lyhord_desk, lyhord_officer using (true)',
      found.name || '_read', found.schema, found.name
    );
  end loop;
end $$;

-- ---------------------------------------------------------------- accounts

-- No municipality means all of them. `subject` is how a sign-in service knows somebody; who has one
-- has no password here. `factor` is the sealed secret of a second factor, and `factor_step` the
-- newest moment whose code was used, so that no code counts twice.
alter table staff.account
  add column municipalities text[] not null default '{}',
  add column subject text constraint account_subject_key unique,
  add column factor bytea,
  add column factor_step bigint not null default 0,
  alter column password_hash drop not null,
  add constraint account_signs_in_one_way check ((password_hash is null) = (subject is not null));

-- Codes for whoever lost the second factor; a used one is gone.
create table staff.recovery_code (
  account_id uuid not null
    constraint recovery_code_account_fkey references staff.account on delete cascade,
  code_hash bytea not null,
  constraint recovery_code_pkey primary key (account_id, code_hash)
);

-- Whose a session is; one that waits for a second factor is nobody's yet.
alter table staff.session
  add column account_id uuid
    constraint session_account_fkey references staff.account on delete cascade,
  add column begun_at timestamptz not null default now();
create index session_account_idx on staff.session (account_id);

-- ---------------------------------------------------------------- tokens for programs

create table staff.token (
  token_id uuid constraint token_pkey primary key,
  token_hash bytea not null constraint token_hash_key unique,
  name text not null,
  role text not null,
  municipalities text[] not null default '{}',
  created_on date not null default current_date,
  expires_on date not null,
  used_on date,
  constraint token_role_known check (
    role in ('admin', 'leader', 'analyst', 'safeguarding', 'facilitator', 'viewer')
  )
);

-- ---------------------------------------------------------------- what the desk may do with them

-- The desk writes in no account. It calls these, each of which does one thing to one account: to
-- the one whose live session is named by its key, or to one whose secret the caller knows.

create function staff.credentials(name text) returns table (
  account_id uuid, email text, role text, municipalities text[], password_hash text, factor bytea,
  subject text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.account_id, a.email, a.role, a.municipalities, a.password_hash, a.factor, a.subject
  from staff.account as a
  where a.email = name
$$;

-- The account of a live session.
create function staff.account_of(live text) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select account_id from staff.session where session_key = live and expires_at > now()
$$;

-- The same password, hashed at today's costs; who calls knows the old hash.
create function staff.rehash(whose uuid, old_hash text, new_hash text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update staff.account set password_hash = new_hash
  where account_id = whose and password_hash = old_hash
$$;

-- Another password for the account of a session; ends its other sessions.
create function staff.change_password(live text, new_hash text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update staff.account set password_hash = new_hash
  where account_id = staff.account_of(live) and subject is null;
  delete from staff.session
  where account_id = staff.account_of(live) and session_key <> live;
$$;

-- A second factor for the account of a session, with the recovery codes that go with it; both null
-- to do without. Ends its other sessions, which began without it.
create function staff.set_factor(live text, box bytea, codes bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update staff.account set factor = box, factor_step = 0
  where account_id = staff.account_of(live);
  delete from staff.recovery_code where account_id = staff.account_of(live);
  insert into staff.recovery_code (account_id, code_hash)
  select staff.account_of(live), code from unnest(codes) as code;
  delete from staff.session
  where account_id = staff.account_of(live) and session_key <> live;
$$;

-- Uses the code of a moment, once; true when nobody had used that or a later one.
create function staff.spend_step(whose uuid, step bigint) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with spent as (
    update staff.account set factor_step = step
    where account_id = whose and factor_step < step
    returning account_id
  )
  select exists (select from spent)
$$;

-- Uses a recovery code, once.
create function staff.spend_code(whose uuid, code bytea) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with spent as (
    delete from staff.recovery_code
    where account_id = whose and code_hash = code
    returning account_id
  )
  select exists (select from spent)
$$;

-- Somebody whom a sign-in service vouches for, with the role that their groups give now. Touches no
-- account that has a password.
create function staff.vouch(
  known_as text, new_id uuid, name text, new_role text, new_municipalities text[]
) returns uuid
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into staff.account as a (account_id, email, role, municipalities, subject)
  values (new_id, name, new_role, new_municipalities, known_as)
  on conflict on constraint account_subject_key do update
  set email = excluded.email, role = excluded.role, municipalities = excluded.municipalities
  returning a.account_id
$$;

-- Somebody whom the sign-in service gives no group any more: their account and sessions end.
create function staff.unvouch(known_as text) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from staff.account where subject = known_as returning email
$$;

revoke all on function
  staff.credentials, staff.account_of, staff.rehash, staff.change_password, staff.set_factor,
  staff.spend_step, staff.spend_code, staff.vouch, staff.unvouch
  from public;
grant execute on function
  staff.credentials, staff.rehash, staff.change_password, staff.set_factor, staff.spend_step,
  staff.spend_code, staff.vouch, staff.unvouch
  to lyhord_desk;

revoke select, update on staff.account from lyhord_desk;
revoke update (password_hash) on staff.account from lyhord_desk;
grant select (account_id, email, role, municipalities, subject) on staff.account to lyhord_desk;
grant select on staff.token to lyhord_desk;
grant update (used_on) on staff.token to lyhord_desk;
