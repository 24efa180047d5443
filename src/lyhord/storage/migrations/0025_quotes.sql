-- A run's quotes are a few of very many statements: every page of themes looks for them.
create index assignment_quote_idx on lyhord.assignment (round_id, run_id, theme_id, quote_rank)
  where quote_rank is not null;
