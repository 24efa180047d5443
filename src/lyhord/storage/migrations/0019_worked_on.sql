-- What the workspace needs beside: whether something was undone, how far a theme that people worked
-- on holds the same people as those published before, and hidden words out of what it keeps.

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

-- Whether the machine proposed a theme of a run, or of the run that people began from: its name and
-- definition were made of answers, whatever they say now.
create function lyhord.is_proposed(of_round uuid, of_run uuid, of_theme text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select
    from lyhord.run as r
    join lyhord.theme as t
      on t.round_id = r.round_id and t.run_id = coalesce(r.based_on, r.run_id)
    where r.round_id = of_round and r.run_id = of_run and t.theme_id = of_theme
      and t.source = 'new'
  )
$$;

-- As before, and out of the events of codebooks, and of proposals that people took up.
create or replace function lyhord.forget_words(of_round uuid, words text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update lyhord.theme as t
  set terms = (
    select coalesce(jsonb_agg(each.term order by each.place), '[]')
    from jsonb_array_elements(t.terms) with ordinality as each (term, place)
    where not lyhord.holds_word(each.term ->> 'term', words)
  )
  where t.round_id = of_round
    and exists (
      select from jsonb_array_elements(t.terms) as each (term)
      where lyhord.holds_word(each.term ->> 'term', words)
    );
  update lyhord.codebook_event as e
  set document = jsonb_set(e.document, '{fields}', (
    select jsonb_agg(
      case
        when each.field ->> 'field' in ('name', 'definition')
          and lyhord.is_proposed(c.round_id, c.run_id, each.field ->> 'theme')
        then each.field || jsonb_build_object(
          'before', lyhord.without_words(each.field ->> 'before', words),
          'after', lyhord.without_words(each.field ->> 'after', words)
        )
        else each.field
      end
      order by each.place
    )
    from jsonb_array_elements(e.document -> 'fields') with ordinality as each (field, place)
  ))
  from lyhord.codebook as c
  where c.round_id = of_round and e.round_id = of_round
    and exists (
      select from jsonb_array_elements(e.document -> 'fields') as each (field)
      where each.field ->> 'field' in ('name', 'definition')
        and (
          lyhord.holds_word(each.field ->> 'before', words)
          or lyhord.holds_word(each.field ->> 'after', words)
        )
    );
  update lyhord.theme as t
  set
    name = lyhord.without_words(t.name, words),
    definition = lyhord.without_words(t.definition, words)
  where t.round_id = of_round
    and lyhord.is_proposed(t.round_id, t.run_id, t.theme_id)
    and (lyhord.holds_word(t.name, words) or lyhord.holds_word(t.definition, words));
end $$;

-- The planner keeps no samples of it, either.
alter table lyhord.codebook_event alter column document set statistics 0;
alter table lyhord.theme alter column notes set statistics 0;

revoke all on function lyhord.is_proposed from public;
revoke all on function lyhord.count_shared from public;
grant execute on function lyhord.count_shared to lyhord_desk;
