-- Which texts are read with a group of events: those that were there when it was told of. What comes
-- later, or is counted after all, would stand out among them as one person's.

alter table lyhord.published_events add column statements uuid[] not null default '{}';
alter table lyhord.published_events alter column statements set statistics 0;

-- Those of everybody, whatever part of the round whoever looks first may see.
create function lyhord.keep_event_comments() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.statements := array(
    select s.statement_id
    from lyhord.statement as s
    join lyhord.respondent as r using (round_id, response_id)
    where s.round_id = new.round_id and r.collector_id = any (new.collectors)
    order by s.statement_id
  );
  return new;
end $$;
revoke all on function lyhord.keep_event_comments from public;

create trigger published_events_keep_comments before insert on lyhord.published_events
for each row execute function lyhord.keep_event_comments();

update lyhord.published_events as p
set statements = array(
  select s.statement_id
  from lyhord.statement as s
  join lyhord.respondent as r using (round_id, response_id)
  where s.round_id = p.round_id and r.collector_id = any (p.collectors)
  order by s.statement_id
);
