-- name: add(actor, action, object, details)!
-- One entry; the application roles can add and read, never change or delete. It is linked to the
-- chain when the transaction commits.
insert into staff.audit (actor, action, object, details)
values (:actor, :action, :object, :details);

-- name: page(actor, action, round_id, most, skip)
-- Some of the entries, the newest first; of a round also those about its doors. Their times are by
-- the service's own clock.
select entry_id, place, cast(at as timestamp) as at, actor, action, object, details
from staff.audit
where (cast(:actor as text) is null or actor = :actor)
  and (cast(:action as text) is null or action = :action)
  and (
    cast(:round_id as uuid) is null
    or object = cast(cast(:round_id as uuid) as text)
    or details ->> 'round' = cast(cast(:round_id as uuid) as text)
    or object in (select slug from lyhord.collector where round_id = cast(:round_id as uuid))
  )
order by entry_id desc
limit :most
offset :skip;

-- name: names()^
-- Who has done what: every actor and every action there is an entry of.
select
  array(select distinct actor from staff.audit order by actor) as actors,
  array(select distinct action from staff.audit order by action) as actions;

-- name: head()^
-- The end of the chain.
select place, encode(hash, 'hex') as hash
from staff.audit_head;

-- name: verify(known_place, known_hash)^
-- Reckons the chain again, entry by entry, without the functions that made it. The first place at
-- which it breaks, and why: `changed`, `missing`, `unlinked`, or `cut` where the end is not the end.
with entry as (
  select
    entry_id, place, hash,
    row_number() over chain as n,
    sha256(
      coalesce(lag(hash) over chain, decode(repeat('00', 32), 'hex'))
      || convert_to(cast(jsonb_build_array(
        place, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, action, object,
        details
      ) as text), 'UTF8')
    ) as expected
  from staff.audit
  window chain as (order by place nulls last, entry_id)
), break as (
  select
    n as place,
    case
      when place is null then 'unlinked'
      when place <> n then 'missing'
      else 'changed'
    end as why
  from entry
  where place is distinct from n or hash is distinct from expected
  union all
  select h.place, 'cut'
  from staff.audit_head as h
  where not exists (
    select from entry as e where e.n = h.place and e.place = h.place and e.hash = h.hash
  ) and (h.place > 0 or exists (select from entry))
  union all
  select 1, 'cut' where not exists (select from staff.audit_head)
  union all
  select cast(:known_place as bigint), 'other'
  where cast(:known_place as bigint) is not null and not exists (
    select from entry as e
    where e.place = cast(:known_place as bigint) and encode(e.hash, 'hex') = :known_hash
  )
)
select
  (select count(*) from staff.audit) as entries,
  (select encode(hash, 'hex') from staff.audit_head) as head,
  b.place as broken_at,
  coalesce(b.why, '') as why
from (values (1)) as one (n)
left join lateral (
  select place, why from break order by place, why = 'cut' limit 1
) as b on true;
