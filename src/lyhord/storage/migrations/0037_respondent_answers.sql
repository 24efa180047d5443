-- What somebody who is counted answered stands beside what they are told apart by, so that rows are
-- read without looking everybody up a second time.
create or replace view lyhord.respondent with (security_invoker = true) as
select
  round_id, response_id, collector_id, audience, language, week,
  lyhord.one_of(answers, 'municipality') as municipality,
  lyhord.one_of(
    answers,
    case audience when 'guardian' then 'child_age' when 'professional' then 'ages' else 'age_band' end
  ) as age,
  answers
from lyhord.response
where standing = 'counted' and response_id not in (select lyhord.held_responses());
