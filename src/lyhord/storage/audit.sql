-- name: add(actor, action, object, details)!
-- One entry; the application roles can add and read, never change or delete.
insert into staff.audit (actor, action, object, details)
values (:actor, :action, :object, :details);

-- name: newest(most)
-- The newest entries.
select entry_id, at, actor, action, object, details
from staff.audit
order by entry_id desc
limit :most;
