-- Deciding about what was set aside, text by text, within the municipalities that somebody sees.

drop function lyhord.weigh;
drop view lyhord.uncounted_statement;
drop view lyhord.uncounted_response;

-- What does not count: only for `disclosing`, which says what may be shown of it. A text has a key,
-- by which it is decided about wherever it stands; what waits for an officer is not here.
create view lyhord.uncounted as
select
  r.round_id, r.collector_id, r.response_id, r.audience, r.standing, s.language, s.text,
  encode(sha256(convert_to(s.text, 'UTF8')), 'hex') as text_key
from lyhord.response as r
left join lyhord.statement as s using (round_id, response_id)
where r.standing <> 'counted'
  and r.response_id not in (select lyhord.held_responses())
  and (
    (select lyhord.sees_everything())
    or r.answers -> 'municipality' ?| (select lyhord.seen())
  );

-- What somebody decided about responses that were set aside at a door: those with a text, or all of
-- one standing. What counts or is a trial stays so.
create function lyhord.weigh(
  of_round uuid, door text, weighed text, key text, verdict text
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  chosen uuid[];
begin
  if weighed not in ('aside', 'left_out') or verdict not in ('counted', 'left_out') then
    raise exception 'what was set aside is counted or left out' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock_shared(hashtext('lyhord rows'));
  select array_agg(distinct u.response_id) into chosen
  from lyhord.uncounted as u
  join lyhord.collector as c using (round_id, collector_id)
  where u.round_id = of_round
    and c.slug = door
    and u.standing = weighed
    and (weigh.key is null or u.text_key = weigh.key);
  update lyhord.statement as s set standing = verdict
  where s.round_id = of_round and s.response_id = any (chosen);
  update lyhord.response as r set standing = verdict
  where r.round_id = of_round and r.response_id = any (chosen);
end $$;

revoke all on function lyhord.weigh from public;
grant execute on function lyhord.weigh to lyhord_desk;
grant select on lyhord.uncounted to lyhord_desk;
