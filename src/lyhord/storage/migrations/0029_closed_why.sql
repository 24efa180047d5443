-- Why a round closed itself is said at the desk, not in the log alone; empty where somebody closed it.

alter table lyhord.round
  add column closed_why text not null default ''
  constraint round_closed_why_known check (closed_why in ('', 'dates', 'officer', 'deputy'));

update lyhord.round as r
set closed_why = e.why
from (
  select distinct on (object) object, action, coalesce(details ->> 'lapsed', '') as why
  from staff.audit
  where action in ('round_opened', 'round_closed')
  order by object, entry_id desc
) as e
where e.object = r.round_id::text
  and r.state = 'closed'
  and e.why <> '';
