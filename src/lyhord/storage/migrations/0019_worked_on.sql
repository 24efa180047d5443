-- What the workspace asks beside: whether something was undone, and how far a theme that people
-- worked on holds the same people as those that were published before.

create index codebook_event_undoes_idx on lyhord.codebook_event (round_id, undoes)
  where undoes is not null;

-- How many wrote of a theme of a run, of one whose figures were published before, and of both; for
-- themes of which one lies mostly within the other. True counts, as lyhord.count_themes.
create function lyhord.count_shared(round uuid, run uuid) returns table (
  theme_id text, other_run uuid, other_theme text, audience text, here bigint, there bigint,
  in_both bigint
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
    select w.run_id, w.theme_id, w.audience, count(*) as n
    from wrote as w
    group by w.run_id, w.theme_id, w.audience
  ), shared as (
    select h.theme_id, t.run_id as other_run, t.theme_id as other_theme, h.audience, count(*) as n
    from wrote as h
    join wrote as t using (response_id)
    where h.run_id = run and t.run_id <> run
    group by h.theme_id, t.run_id, t.theme_id, h.audience
  ), pair as (
    select p.theme_id, p.other_run, p.other_theme
    from shared as p
    group by p.theme_id, p.other_run, p.other_theme
    having 2 * sum(p.n) > least(
      (select sum(z.n) from size as z where z.run_id = run and z.theme_id = p.theme_id),
      (select sum(z.n) from size as z where z.run_id = p.other_run and z.theme_id = p.other_theme)
    )
  )
  select
    p.theme_id, p.other_run, p.other_theme, g.audience, coalesce(h.n, 0), coalesce(t.n, 0),
    coalesce(b.n, 0)
  from pair as p
  cross join (select distinct w.audience from wrote as w) as g
  left join size as h on h.run_id = run and h.theme_id = p.theme_id and h.audience = g.audience
  left join size as t
    on t.run_id = p.other_run and t.theme_id = p.other_theme and t.audience = g.audience
  left join shared as b
    on b.theme_id = p.theme_id and b.other_run = p.other_run and b.other_theme = p.other_theme
    and b.audience = g.audience
$$;

revoke all on function lyhord.count_shared from public;
grant execute on function lyhord.count_shared to lyhord_desk;
