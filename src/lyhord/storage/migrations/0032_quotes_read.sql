-- Which texts people have read and let stand as quotes of a theme, or not. No text is kept here: what is
-- taken back goes from here with its statement, what is hidden later is hidden wherever it is quoted.
create table lyhord.quote_choice (
  round_id uuid not null,
  theme_id text not null,
  statement_id uuid not null,
  is_approved boolean not null,
  decided_by text not null,
  decided_on date not null default current_date,
  constraint quote_choice_pkey primary key (round_id, theme_id, statement_id),
  constraint quote_choice_statement_fkey
    foreign key (round_id, statement_id) references lyhord.statement on delete cascade
);
create index quote_choice_statement_idx on lyhord.quote_choice (round_id, statement_id);

-- As far as the statement is seen; written by who sees everything, as files are everybody's.
create policy quote_choice_seen on lyhord.quote_choice as restrictive
to lyhord_desk, lyhord_officer using (
  (select lyhord.sees_everything()) or exists (
    select from lyhord.statement as s
    where s.round_id = quote_choice.round_id and s.statement_id = quote_choice.statement_id
  )
) with check ((select lyhord.sees_everything()));
create policy quote_choice_read on lyhord.quote_choice to lyhord_desk, lyhord_officer using (true);
alter table lyhord.quote_choice enable row level security;
grant select, insert, update, delete on lyhord.quote_choice to lyhord_desk;
