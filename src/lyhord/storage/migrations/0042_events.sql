-- Events of a series (a Komet meeting, an NPF evening): doors that know what they are for and in which
-- week, and what was told of them once they were shut.

create table lyhord.event (
  round_id uuid not null,
  collector_id uuid not null,
  series text not null,
  week text not null,
  constraint event_pkey primary key (round_id, collector_id),
  constraint event_collector_fkey
    foreign key (round_id, collector_id) references lyhord.collector on delete cascade,
  constraint event_series_length check (char_length(series) between 1 and 100),
  constraint event_week_form check (week ~ '^[0-9]{4}-W[0-9]{2}$')
);

-- Events that lie beside each other in time, told together and never again: nobody who answered at
-- one of them is in another group.
create table lyhord.published_events (
  round_id uuid not null
    constraint published_events_round_fkey references lyhord.round on delete cascade,
  group_id uuid not null,
  series text not null,
  audience text not null,
  municipality text not null,
  collectors uuid[] not null,
  first_week text not null,
  last_week text not null,
  published_on date not null default current_date,
  document jsonb not null,
  constraint published_events_pkey primary key (round_id, group_id)
);

-- An event is theirs who see its door, and what was told of it theirs who work for its municipality.
create policy event_seen on lyhord.event as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.collector as c
    where c.round_id = event.round_id and c.collector_id = event.collector_id
  )
);
create policy published_events_seen on lyhord.published_events as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or municipality = any ((select lyhord.seen())::text[])
)
-- who works for one municipality may be the first to look: what is told of the others is told then
with check (true);
create policy event_read on lyhord.event to lyhord_desk, lyhord_officer using (true);
create policy published_events_read on lyhord.published_events
  to lyhord_desk, lyhord_officer using (true);
alter table lyhord.event enable row level security;
alter table lyhord.published_events enable row level security;

-- ---------------------------------------------------------------- true counts, whatever the caller sees

-- Events through whose door no answer can come any more, and of which nothing was told yet.
create function lyhord.settled_events(round uuid) returns table (
  collector_id uuid, series text, week text, audience text, municipality text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select
    e.collector_id, e.series, e.week, c.audience, lyhord.one_of(c.presets, 'municipality')
  from lyhord.event as e
  join lyhord.collector as c using (round_id, collector_id)
  join lyhord.round as r using (round_id)
  where e.round_id = round
    and r.state <> 'draft'
    and now() >= least(
      coalesce(c.shut_at, 'infinity'), coalesce(r.closed_at, 'infinity'),
      (r.closes + 1)::timestamptz
    ) + interval '2 hours'
    and not exists (
      select from lyhord.published_events as p
      where p.round_id = round and e.collector_id = any (p.collectors)
    )
$$;

-- How many answered at each event (with no question), chose each option of the closed questions, and
-- wrote to the open ones (with no option).
create function lyhord.count_events(round uuid, closed text[], opened text[]) returns table (
  collector_id uuid, question text, option text, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with person as materialized (
    select r.response_id, r.collector_id
    from lyhord.respondent as r
    join lyhord.event as e using (round_id, collector_id)
    where r.round_id = round
  )
  select p.collector_id, '', '', count(*)
  from person as p
  group by p.collector_id
  union all
  select p.collector_id, asked.question, c.option, count(*)
  from person as p
  join lyhord.response as a on a.round_id = round and a.response_id = p.response_id
  cross join unnest(closed) as asked (question)
  cross join lateral lyhord.chosen(a.answers, asked.question) as c (option)
  group by p.collector_id, asked.question, c.option
  union all
  select p.collector_id, s.question_id, '', count(distinct s.response_id)
  from person as p
  join lyhord.statement as s on s.round_id = round and s.response_id = p.response_id
  where s.question_id = any (opened)
  group by p.collector_id, s.question_id
$$;

revoke all on function lyhord.settled_events, lyhord.count_events from public;
grant execute on function lyhord.settled_events, lyhord.count_events to lyhord_desk;
grant select, insert on lyhord.event, lyhord.published_events to lyhord_desk;
