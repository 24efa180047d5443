-- name: lock(round_id)^
-- What stands of a round's reply, and what was promised, is changed by one at a time.
select pg_advisory_xact_lock(hashtextextended('lyhord reply ' || cast(cast(:round_id as uuid) as text), 0));

-- name: parts(round_id)
-- The draft of a round.
select part, revision, document, edited_by, edited_on
from lyhord.reply_draft
where round_id = :round_id
order by part;

-- name: add_part(round_id, part, document, edited_by)$
-- A part that is new; empty where somebody has begun it meanwhile.
insert into lyhord.reply_draft (round_id, part, revision, document, edited_by)
values (:round_id, :part, 1, :document, :edited_by)
on conflict on constraint reply_draft_pkey do nothing
returning revision;

-- name: change_part(round_id, part, revision, document, edited_by)$
-- A part that was read at a revision; empty where it is another by now.
update lyhord.reply_draft
set
  revision = revision + 1, document = :document, edited_by = :edited_by, edited_on = current_date
where round_id = :round_id
  and part = :part
  and revision = :revision
returning revision;

-- name: promise(round_id, due_on, owner, made_by)!
-- By when the results come, and who answers for that; thanks and results name the day.
with earlier as (
  select
    r.results_by,
    (select coalesce(max(number), 0) from lyhord.promise where round_id = :round_id) as n
  from lyhord.round as r
  where r.round_id = :round_id
), made as (
  insert into lyhord.promise (round_id, number, due_on, before, owner, made_by)
  select :round_id, n + 1, :due_on, results_by, :owner, :made_by
  from earlier
)
update lyhord.round set results_by = :due_on where round_id = :round_id;

-- name: loop(round_id)^
-- What was promised of a round, and what stands.
select
  r.results_by as due_on,
  coalesce(
    (select owner from lyhord.promise where round_id = r.round_id order by number desc limit 1), ''
  ) as owner,
  coalesce(
    (select before from lyhord.promise where round_id = r.round_id order by number limit 1),
    (select due_on from lyhord.promise where round_id = r.round_id order by number limit 1),
    r.results_by
  ) as first_due_on,
  a.version, a.reason, a.done_on,
  (select count(*) from lyhord.reply_edition where round_id = r.round_id) as editions
from lyhord.round as r
left join lateral (
  select version, reason, done_on
  from lyhord.reply_act
  where round_id = r.round_id
  order by number desc
  limit 1
) as a on true
where r.round_id = :round_id;

-- name: editions(round_id)
-- What was published, the newest first.
select version, digest, document, made_on, made_by
from lyhord.reply_edition
where round_id = :round_id
order by version desc;

-- name: edition(round_id, version)^
-- One edition.
select version, digest, document, made_on, made_by
from lyhord.reply_edition
where round_id = :round_id
  and version = :version;

-- name: add_edition(round_id, digest, document, made_by)$
-- The next edition.
insert into lyhord.reply_edition (round_id, version, digest, document, made_by)
select :round_id, coalesce(max(version), 0) + 1, :digest, :document, :made_by
from lyhord.reply_edition
where round_id = :round_id
returning version;

-- name: add_quotes(round_id, version, quotes)!
-- The quotes of an edition, as an array of objects; those that were withdrawn meanwhile are left out.
insert into lyhord.reply_quote (round_id, version, theme_id, position, statement_id, audience)
select :round_id, :version, q.theme_id, q.position, q.statement_id, q.audience
from jsonb_to_recordset(:quotes) as q (
  theme_id text, position smallint, statement_id uuid, audience text
)
join lyhord.statement as s
  on s.round_id = :round_id
  and s.statement_id = q.statement_id;

-- name: act(round_id, version, reason, done_by)!
-- An edition stands from now on, or none, for a reason.
insert into lyhord.reply_act (round_id, number, version, reason, done_by)
select :round_id, coalesce(max(number), 0) + 1, :version, :reason, :done_by
from lyhord.reply_act
where round_id = :round_id;

-- name: acts(round_id)
-- What was published and taken down, the newest first.
select number, version, reason, done_on, done_by
from lyhord.reply_act
where round_id = :round_id
order by number desc;

-- name: quotes(round_id, version)
-- The quotes of an edition as their texts are now.
select theme_id, position, text, language, audience
from lyhord.reply_quotes(:round_id, :version)
order by theme_id, position;

-- name: public(round_id)^
-- What stands of a round, for anybody.
select version, reason, done_on, document
from lyhord.public_reply
where round_id = :round_id;

-- name: public_quotes(round_id)
-- The quotes of what stands, as their texts are now.
select theme_id, position, text, language, audience
from lyhord.public_quotes(:round_id)
order by theme_id, position;

-- name: public_days(round_id)
-- The days on which something was published, the newest first.
select done_on
from lyhord.public_reply_day
where round_id = :round_id
  and not is_down
group by done_on
order by done_on desc;

-- name: public_promise(round_id)^
-- Who answers for the promised day, and which day was promised first.
select owner, due_on, first_due_on
from lyhord.public_promise
where round_id = :round_id;
