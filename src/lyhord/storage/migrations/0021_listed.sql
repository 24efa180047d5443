-- Counting what may be listed of each theme is asked on every page of the workspace.

create index assignment_listed_idx on lyhord.assignment (round_id, run_id, theme_id, by_hand)
  where is_listed;
create index response_uncounted_idx on lyhord.response (round_id, response_id)
  where standing <> 'counted';

-- How many texts of each theme may be listed, and how many of them people placed: all in the index
-- but those of answers that do not count or wait for the officers, which are few.
create function lyhord.count_listed(round uuid, run uuid) returns table (
  theme_id text, listed bigint, by_hand bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with silent as (
    select r.response_id from lyhord.response as r
    where r.round_id = round and r.standing <> 'counted'
    union
    select h.response_id from lyhord.held_responses() as h (response_id)
  ), less as (
    select a.theme_id, count(*) as listed, count(*) filter (where a.by_hand) as by_hand
    from silent as q
    join lyhord.statement as s on s.round_id = round and s.response_id = q.response_id
    join lyhord.assignment as a
      on a.round_id = round and a.run_id = run and a.statement_id = s.statement_id
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

revoke all on function lyhord.count_listed from public;
grant execute on function lyhord.count_listed to lyhord_desk;
