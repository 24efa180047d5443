-- A fictive case of a round and audience, put together from published figures and edited by people.
create table lyhord.journey_case (
  round_id uuid not null constraint journey_case_round_fkey references lyhord.round,
  audience text not null,
  revision integer not null,
  text text not null,
  edited_by text not null,
  edited_on date not null default current_date,
  constraint journey_case_pkey primary key (round_id, audience),
  constraint journey_case_length check (char_length(text) <= 10000)
);

-- Read by who sees the round; written by who sees everything, as it is everybody's.
create policy journey_case_seen on lyhord.journey_case as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = journey_case.round_id
  )
) with check ((select lyhord.sees_everything()));
create policy journey_case_read on lyhord.journey_case to lyhord_desk, lyhord_officer using (true);
alter table lyhord.journey_case enable row level security;
grant select, insert, update on lyhord.journey_case to lyhord_desk;
