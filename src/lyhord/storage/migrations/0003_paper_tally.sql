-- How many papers somebody typed in on a day: the audit log of typing. One row a typist, door and
-- day, because a row a paper would give each answer a time and a place in an order.

create table staff.paper_tally (
  round_id uuid not null,
  collector_id uuid not null,
  typist text not null,
  day date not null,
  n integer not null,
  constraint paper_tally_pkey primary key (round_id, collector_id, typist, day),
  constraint paper_tally_collector_fkey
    foreign key (round_id, collector_id) references lyhord.collector on delete cascade,
  constraint paper_tally_counts check (n > 0)
);

-- Nobody at the desk edits what was counted: they may only count on.
create function staff.tally_papers(
  rounds uuid[], collectors uuid[], typists text[], day date
) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into staff.paper_tally (round_id, collector_id, typist, day, n)
  select i.round_id, i.collector_id, i.typist, tally_papers.day, count(*)
  from unnest(rounds, collectors, typists) as i (round_id, collector_id, typist)
  group by i.round_id, i.collector_id, i.typist
  on conflict on constraint paper_tally_pkey
  do update set n = staff.paper_tally.n + excluded.n
$$;

revoke all on function staff.tally_papers from public;
grant execute on function staff.tally_papers to lyhord_desk;
grant select on staff.paper_tally to lyhord_desk;
