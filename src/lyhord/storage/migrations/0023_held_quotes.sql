-- A text that a reader handed over as acute is held back from the public reply and from what the
-- workspace counts, too; functions of their owner do not meet the policy that holds it.

-- Still asked by the desk as itself, and by the door through lyhord.public_quotes.
create or replace function lyhord.reply_quotes(round uuid, edition integer) returns table (
  theme_id text, "position" smallint, text text, language text, audience text
)
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select q.theme_id, q.position, s.text, s.language, q.audience
  from lyhord.reply_quote as q
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.response as r using (round_id, response_id)
  where q.round_id = round
    and q.version = edition
    and r.standing = 'counted'
    and s.response_id not in (select lyhord.held_responses())
    and s.statement_id not in (select lyhord.held_statements())
$$;

create or replace function lyhord.count_listed(round uuid, run uuid) returns table (
  theme_id text, listed bigint, by_hand bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with silent as (
    select r.response_id from lyhord.response as r
    where r.round_id = round and r.standing <> 'counted'
    union
    select h.response_id from lyhord.held_responses() as h (response_id)
  ), unlisted as (
    select s.statement_id
    from silent as q
    join lyhord.statement as s on s.round_id = round and s.response_id = q.response_id
    union
    select h.statement_id from lyhord.held_statements() as h (statement_id)
  ), less as (
    select a.theme_id, count(*) as listed, count(*) filter (where a.by_hand) as by_hand
    from unlisted as u
    join lyhord.assignment as a
      on a.round_id = round and a.run_id = run and a.statement_id = u.statement_id
    where a.is_listed
    group by a.theme_id
  ), whole as (
    select a.theme_id, count(*) as listed, count(*) filter (where a.by_hand) as by_hand
    from lyhord.assignment as a
    where a.round_id = round and a.run_id = run and a.is_listed
    group by a.theme_id
  )
  select w.theme_id, w.listed - coalesce(l.listed, 0), w.by_hand - coalesce(l.by_hand, 0)
  from whole as w
  left join less as l using (theme_id)
$$;
