-- A theme that people made of several published before, or one of those that they divided: how few
-- make the difference, because sums of themes can be subtracted as well as themes.

-- By audience, how many wrote of the whole alone or of its parts alone. Without `other_theme` the whole
-- is the run's theme and its parts are an earlier run's; else it is the earlier theme, and there is a
-- row for each of its parts in the run, of so many people.
create function lyhord.count_unions(round uuid, run uuid) returns table (
  theme_id text, other_run uuid, other_theme text, people bigint, audience text, changed bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wrote as (
    select distinct a.run_id, a.theme_id, r.response_id, r.audience
    from lyhord.assignment as a
    join lyhord.statement as s using (round_id, statement_id)
    join lyhord.respondent as r using (round_id, response_id)
    where a.round_id = round
      and (
        a.run_id = run
        or a.run_id in (select p.run_id from lyhord.published_run as p where p.round_id = round)
      )
  ), size as (
    select w.run_id, w.theme_id, count(*) as n from wrote as w group by w.run_id, w.theme_id
  ), pair as (
    select h.theme_id, t.run_id as other_run, t.theme_id as other_theme, count(*) as n
    from wrote as h
    join wrote as t using (response_id)
    where h.run_id = run and t.run_id <> run
    group by h.theme_id, t.run_id, t.theme_id
  ), part as (
    select
      run as whole_run, p.theme_id as whole, p.other_run as part_run, p.other_theme as part, z.n
    from pair as p
    join size as z on z.run_id = p.other_run and z.theme_id = p.other_theme
    where 2 * p.n > z.n
    union all
    select p.other_run, p.other_theme, run, p.theme_id, z.n
    from pair as p
    join size as z on z.run_id = run and z.theme_id = p.theme_id
    where 2 * p.n > z.n
  ), several as (
    select p.whole_run, p.whole, p.part_run
    from part as p
    group by p.whole_run, p.whole, p.part_run
    having count(*) > 1
  ), member as (
    select s.whole_run, s.whole, s.part_run, w.response_id, w.audience, true as in_whole
    from several as s
    join wrote as w on w.run_id = s.whole_run and w.theme_id = s.whole
    union
    select s.whole_run, s.whole, s.part_run, w.response_id, w.audience, false
    from several as s
    join part as p using (whole_run, whole, part_run)
    join wrote as w on w.run_id = s.part_run and w.theme_id = p.part
  ), alone as (
    select m.whole_run, m.whole, m.part_run, m.audience
    from member as m
    group by m.whole_run, m.whole, m.part_run, m.audience, m.response_id
    having count(*) = 1
  ), changed as (
    select a.whole_run, a.whole, a.part_run, a.audience, count(*) as n
    from alone as a
    group by a.whole_run, a.whole, a.part_run, a.audience
  )
  select c.whole, c.part_run, null, z.n, c.audience, c.n
  from changed as c
  join size as z on z.run_id = c.whole_run and z.theme_id = c.whole
  where c.whole_run = run
  union all
  select p.part, c.whole_run, c.whole, p.n, c.audience, c.n
  from changed as c
  join part as p using (whole_run, whole, part_run)
  where c.whole_run <> run
$$;

revoke all on function lyhord.count_unions from public;
grant execute on function lyhord.count_unions to lyhord_desk;
