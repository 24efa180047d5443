-- What is published of a round is theirs who see the round.

create policy guard_seen on lyhord.guard as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = guard.round_id
  )
);

create policy published_round_seen on lyhord.published_round as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = published_round.round_id
  )
);

create policy published_run_seen on lyhord.published_run as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = published_run.round_id
  )
);

create policy guard_read on lyhord.guard to lyhord_desk, lyhord_officer using (true);
create policy published_round_read on lyhord.published_round
  to lyhord_desk, lyhord_officer using (true);
create policy published_run_read on lyhord.published_run
  to lyhord_desk, lyhord_officer using (true);

alter table lyhord.guard enable row level security;
alter table lyhord.published_round enable row level security;
alter table lyhord.published_run enable row level security;
