-- name: server()^
-- The server, and settings of it that lose answers or tell too much of them.
select
  current_setting('server_version_num')::integer / 10000 as version,
  current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as is_durable,
  current_setting('synchronous_commit') <> 'off' as is_committed,
  current_setting('track_commit_timestamp') = 'on' or current_setting('log_statement') in ('mod', 'all')
    as is_telling,
  current_setting('is_superuser') = 'on' as is_superuser,
  extract(epoch from now())::float as now;

-- name: unguarded()
-- Tables whose rows are meant to be limited to who may see them, and are not.
select n.nspname || '.' || c.relname as name
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('lyhord', 'sealed', 'staff', 'entry', 'invitation_mail')
  and exists (select from pg_policy as p where p.polrelid = c.oid)
  and not c.relrowsecurity
order by 1;

-- name: overreaching()
-- Roles that may do more than they should, be it with one column.
select r.rolname as name
from pg_roles as r
where r.rolname in ('lyhord_door', 'lyhord_desk', 'lyhord_officer', 'lyhord_mailer')
  and (
    r.rolsuper or r.rolbypassrls
    or exists (
      select
      from (
        values
          ('lyhord.response', array['lyhord_desk', 'lyhord_officer']),
          ('lyhord.wave_code', array[]::text[]),
          ('sealed.original', array['lyhord_officer']),
          ('invitation_mail.address', array['lyhord_mailer'])
      ) as t (name, readers)
      where r.rolname <> all (t.readers)
        and has_any_column_privilege(r.rolname, t.name, 'select')
    )
  )
order by 1;

-- name: keyless()
-- Open rounds whose officer and deputy hold no copy of the key that they seal to.
select r.name
from lyhord.round as r
where r.state = 'open'
  and not exists (
    select from sealed.key_copy as c
    where c.key_id = r.key_id and c.holder in (r.officer, r.deputy, '')
  )
order by 1;

-- name: late_acute()$
-- Acute cases that nobody has decided in time.
select count(*) from sealed.triage_case where level = 'acute' and due_at < now();

-- name: undecided()$
-- Rounds whose days have passed and that nobody has decided to destroy.
select count(*)
from lyhord.retention
where reference = '' and (originals_due or statements_due or registrations_due);

-- name: has_admin()$
-- Whether anybody may administer.
select exists (select from staff.account where role = 'admin');

-- name: days_since_saved()$
-- Days since a backup was made; empty where none was.
select extract(epoch from now() - max(at)) / 86400 from staff.audit where action = 'database_saved';
