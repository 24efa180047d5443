-- Surveys are copied, changed and tried out at the desk. A draft keeps every save; published versions
-- stay as they are. What is sent to try a draft out is counted and never kept.

alter table lyhord.instrument add column published_on date;
alter table lyhord.instrument alter column published_on set default current_date;

create table staff.survey_draft (
  draft_id uuid constraint survey_draft_pkey primary key,
  instrument_id text not null,
  begun_from integer not null,
  begun_by text not null,
  begun_on date not null default current_date,
  revision integer not null default 1,
  constraint survey_draft_instrument_fkey
    foreign key (instrument_id, begun_from) references lyhord.instrument
);

-- A save is never changed. Undoing is a save of its own; `leads_to` is the save that undoing it brings back.
create table staff.survey_save (
  draft_id uuid not null
    constraint survey_save_draft_fkey references staff.survey_draft on delete cascade,
  revision integer not null,
  leads_to integer,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  document jsonb not null,
  constraint survey_save_pkey primary key (draft_id, revision)
);

create table staff.survey_trial (
  slug text constraint survey_trial_pkey primary key,
  draft_id uuid not null,
  revision integer not null,
  made_by text not null,
  made_on date not null default current_date,
  answers integer not null default 0,
  texts integer not null default 0,
  is_open boolean not null default true,
  constraint survey_trial_save_fkey
    foreign key (draft_id, revision) references staff.survey_save on delete cascade,
  constraint survey_trial_counts check (answers between 0 and 1000 and texts >= 0)
);
create index survey_trial_draft_idx on staff.survey_trial (draft_id);

grant select, insert, delete on staff.survey_draft, staff.survey_trial to lyhord_desk;
grant update (revision) on staff.survey_draft to lyhord_desk;
grant update (is_open) on staff.survey_trial to lyhord_desk;
grant select, insert on staff.survey_save to lyhord_desk;

-- ---------------------------------------------------------------- the public side of a trial

-- A trial link works for thirty days and a thousand answers.
create view lyhord.trial as
select t.slug, s.document
from staff.survey_trial as t
join staff.survey_save as s using (draft_id, revision)
where t.is_open and t.answers < 1000 and t.made_on > current_date - 30;

grant select on lyhord.trial to lyhord_door;

-- Counts an answer that tried a draft out, with how many texts it had; says no where it is over.
create function lyhord.count_trial(of_slug text, of_texts integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update staff.survey_trial as t set answers = t.answers + 1, texts = t.texts + of_texts
  where t.slug = of_slug and t.is_open and t.answers < 1000 and t.made_on > current_date - 30;
  return found;
end $$;

revoke all on function lyhord.count_trial from public;
grant execute on function lyhord.count_trial to lyhord_door;
