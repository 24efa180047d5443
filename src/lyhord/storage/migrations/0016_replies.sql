-- "You said, we do": the answer to those who answered. What staff write is a draft in parts; what was
-- published is never edited; and the door reads what stands now, and nothing else.

-- What was promised: by when, and which role or body answers for it. The newest one holds; `before`
-- is the day that it took the place of.
create table lyhord.promise (
  round_id uuid not null constraint promise_round_fkey references lyhord.round,
  number integer not null,
  due_on date not null,
  before date,
  owner text not null,
  made_on date not null default current_date,
  made_by text not null,
  constraint promise_pkey primary key (round_id, number)
);

-- A part of the draft: the plan, or the words in one language for one kind of reader. Whoever saves
-- says which revision they had read, so that two people lose nothing.
create table lyhord.reply_draft (
  round_id uuid not null constraint reply_draft_round_fkey references lyhord.round,
  part text not null,
  revision integer not null,
  document jsonb not null,
  edited_by text not null,
  edited_on date not null default current_date,
  constraint reply_draft_pkey primary key (round_id, part)
);

-- What was published, with figures as they were shown. Quotes are not in it: a text that is taken back
-- or hidden is so in every edition.
create table lyhord.reply_edition (
  round_id uuid not null constraint reply_edition_round_fkey references lyhord.round,
  version integer not null,
  digest text not null,
  document jsonb not null,
  made_on date not null default current_date,
  made_by text not null,
  constraint reply_edition_pkey primary key (round_id, version)
);

create table lyhord.reply_quote (
  round_id uuid not null,
  version integer not null,
  theme_id text not null,
  position smallint not null,
  statement_id uuid not null,
  audience text,
  constraint reply_quote_pkey primary key (round_id, version, theme_id, position),
  constraint reply_quote_edition_fkey
    foreign key (round_id, version) references lyhord.reply_edition,
  constraint reply_quote_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);
create index reply_quote_statement_idx on lyhord.reply_quote (round_id, statement_id);

-- Publishing an edition, again or for the first time, and taking it down with a reason: the newest
-- act says what stands.
create table lyhord.reply_act (
  round_id uuid not null,
  number integer not null,
  version integer,
  reason text not null default '',
  done_on date not null default current_date,
  done_by text not null,
  constraint reply_act_pkey primary key (round_id, number),
  constraint reply_act_edition_fkey
    foreign key (round_id, version) references lyhord.reply_edition,
  constraint reply_act_gives_a_reason check (version is not null or reason <> '')
);

-- ---------------------------------------------------------------- what the public side reads

create view lyhord.public_promise as
select distinct on (p.round_id)
  p.round_id, p.owner, p.due_on,
  first_value(coalesce(p.before, p.due_on)) over (partition by p.round_id order by p.number)
    as first_due_on
from lyhord.promise as p
join lyhord.public_round as r using (round_id)
order by p.round_id, p.number desc;

create view lyhord.public_reply as
select a.round_id, a.version, a.reason, a.done_on, e.document
from (
  select distinct on (round_id) round_id, version, reason, done_on
  from lyhord.reply_act
  order by round_id, number desc
) as a
join lyhord.public_round as r using (round_id)
left join lyhord.reply_edition as e using (round_id, version);

-- The days on which what stands was changed: editions that came before it, and those taken down.
create view lyhord.public_reply_day as
select a.round_id, a.number, a.done_on, a.version is null as is_down
from lyhord.reply_act as a
join lyhord.public_round as r using (round_id);

-- The quotes of an edition as their texts are now: not of somebody whose case waits for the
-- officers, or whose answer was set aside.
create function lyhord.reply_quotes(round uuid, edition integer) returns table (
  theme_id text, "position" smallint, text text, language text, audience text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.theme_id, q.position, s.text, s.language, q.audience
  from lyhord.reply_quote as q
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.response as r using (round_id, response_id)
  where q.round_id = round
    and q.version = edition
    and r.standing = 'counted'
    and s.response_id not in (select lyhord.held_responses())
$$;

-- Only those of the edition that stands: what was taken down is not to be had by asking.
create function lyhord.public_quotes(round uuid) returns table (
  theme_id text, "position" smallint, text text, language text, audience text
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.theme_id, q.position, q.text, q.language, q.audience
  from lyhord.public_reply as p
  cross join lateral lyhord.reply_quotes(p.round_id, p.version) as q
  where p.round_id = round
$$;

-- ---------------------------------------------------------------- who may do what

revoke all on function lyhord.reply_quotes, lyhord.public_quotes from public;
grant execute on function lyhord.public_quotes to lyhord_door;
grant execute on function lyhord.reply_quotes to lyhord_desk;
grant select on lyhord.public_promise, lyhord.public_reply, lyhord.public_reply_day to lyhord_door;
grant select, insert on lyhord.promise, lyhord.reply_edition, lyhord.reply_quote, lyhord.reply_act
  to lyhord_desk;
grant select, insert, update on lyhord.reply_draft to lyhord_desk;

create policy promise_seen on lyhord.promise as restrictive to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = promise.round_id
  )
);

create policy reply_draft_seen on lyhord.reply_draft as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = reply_draft.round_id
  )
);

create policy reply_edition_seen on lyhord.reply_edition as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = reply_edition.round_id
  )
);

create policy reply_quote_seen on lyhord.reply_quote as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = reply_quote.round_id
  )
);

create policy reply_act_seen on lyhord.reply_act as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.round as r where r.round_id = reply_act.round_id
  )
);

do $$
declare
  name text;
begin
  foreach name in array array['promise', 'reply_draft', 'reply_edition', 'reply_quote', 'reply_act'] loop
    execute format('alter table lyhord.%I enable row level security', name);
    execute format(
      'create policy %I on lyhord.%I to lyhord_desk, lyhord_officer using (true)',
      name || '_read', name
    );
  end loop;
end $$;
