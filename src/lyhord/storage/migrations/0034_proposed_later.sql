-- A later run's themes can be taken up into a codebook as proposals, with ids that begin with
-- `later-`: their names were made of answers too, and hidden words leave them.

create or replace function lyhord.is_proposed(of_round uuid, of_run uuid, of_theme text)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select of_theme like 'later-%' or exists (
    select
    from lyhord.run as r
    join lyhord.theme as t
      on t.round_id = r.round_id and t.run_id = coalesce(r.based_on, r.run_id)
    where r.round_id = of_round and r.run_id = of_run and t.theme_id = of_theme
      and t.source = 'new'
  )
$$;
