-- The theme workspace: a codebook that people work on is a run of its own, made of events.
--
-- A round's draft (state `draft`, based on a run of the machine) holds the codebook as it stands.
-- Putting it to use copies it to a finished run that never changes; that is what everybody reads.

-- ---------------------------------------------------------------- runs that people made

-- `based_on` is the machine's run that people began from; `codebook_version` the number of the
-- event that a finished one shows.
alter table lyhord.run
  add column based_on uuid,
  add column codebook_version integer,
  drop constraint run_state_known,
  add constraint run_state_known
    check (state in ('queued', 'running', 'finished', 'failed', 'draft')),
  add constraint run_draft_has_base check (state <> 'draft' or based_on is not null),
  add constraint run_base_fkey
    foreign key (round_id, based_on) references lyhord.run on delete cascade;

-- What people wrote of a theme; one that was merged or rejected stays, so that it can come back.
alter table lyhord.theme
  add column notes jsonb not null default '{}',
  add column is_gone boolean not null default false;

-- A statement has one theme of its own, and stands as a copy in others that people gave it too.
-- `is_listed` says that the guard lets its text be listed where people sort, whatever its theme.
alter table lyhord.assignment
  add column is_copy boolean not null default false,
  add column by_hand boolean not null default false,
  add column is_listed boolean not null default false,
  drop constraint assignment_pkey,
  add constraint assignment_pkey primary key (round_id, run_id, statement_id, theme_id);
create unique index assignment_own_key on lyhord.assignment (round_id, run_id, statement_id)
  where not is_copy;

-- ---------------------------------------------------------------- the codebook and its events

create table lyhord.codebook (
  round_id uuid constraint codebook_pkey primary key
    constraint codebook_round_fkey references lyhord.round,
  run_id uuid not null,
  version integer not null default 0,
  constraint codebook_run_fkey
    foreign key (round_id, run_id) references lyhord.run on delete cascade
);

-- Append-only. `themes` are those that an event changed, `parts` what of them: a field of a theme
-- (name@school), or a statement. The document holds how each was before and is after. Kept by day:
-- the log has the hour.
create table lyhord.codebook_event (
  round_id uuid not null
    constraint codebook_event_codebook_fkey references lyhord.codebook on delete cascade,
  number integer not null,
  day date not null default current_date,
  actor text not null,
  kind text not null,
  undoes integer,
  themes text[] not null,
  parts text[] not null,
  document jsonb not null,
  constraint codebook_event_pkey primary key (round_id, number),
  constraint codebook_event_number_positive check (number > 0)
);
create index codebook_event_actor_idx on lyhord.codebook_event (round_id, actor, number);

-- ---------------------------------------------------------------- coding a second time, blind

create table lyhord.blind_sample (
  round_id uuid not null
    constraint blind_sample_codebook_fkey references lyhord.codebook on delete cascade,
  sample_id uuid not null,
  coder text not null,
  drawn_on date not null default current_date,
  constraint blind_sample_pkey primary key (round_id, sample_id)
);

create table lyhord.blind_code (
  round_id uuid not null,
  sample_id uuid not null,
  place smallint not null,
  statement_id uuid not null,
  first text not null,
  second text,
  constraint blind_code_pkey primary key (round_id, sample_id, place),
  constraint blind_code_sample_fkey
    foreign key (round_id, sample_id) references lyhord.blind_sample on delete cascade,
  constraint blind_code_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);
create index blind_code_statement_idx on lyhord.blind_code (round_id, statement_id);

-- ---------------------------------------------------------------- who may do what

-- A codebook is everybody's, so only who sees everything works on it; others read what it became.
do $$
declare
  name text;
begin
  foreach name in array array['codebook', 'codebook_event', 'blind_sample', 'blind_code'] loop
    execute format(
      'create policy %I on lyhord.%I as restrictive to lyhord_desk, lyhord_officer '
      'using ((select lyhord.sees_everything()))',
      name || '_seen', name
    );
    execute format(
      'create policy %I on lyhord.%I to lyhord_desk, lyhord_officer using (true)',
      name || '_read', name
    );
    execute format('alter table lyhord.%I enable row level security', name);
  end loop;
end $$;

grant select, insert, update on lyhord.codebook to lyhord_desk;
grant select, insert on lyhord.codebook_event, lyhord.blind_sample to lyhord_desk;
grant select, insert, update (second) on lyhord.blind_code to lyhord_desk;
