-- The text of a fictive case before it was edited last, so that an edit can be undone.
alter table lyhord.journey_case
  add column before text not null default '',
  add constraint journey_case_before_length check (char_length(before) <= 10000);
