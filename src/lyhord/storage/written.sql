-- name: texts(round_id)
-- What staff have written about a round, as it stands now: themes of the codebook and of what is in
-- use, drafts of the reply and the one that is published, and fictive cases.
with book as (
  select c.run_id as draft, (
    select r.run_id
    from lyhord.run as r
    where r.round_id = c.round_id
      and r.based_on is not null
      and r.state = 'finished'
    order by r.codebook_version desc
    limit 1
  ) as used
  from lyhord.codebook as c
  where c.round_id = :round_id
), stands as (
  select version
  from lyhord.reply_act
  where round_id = :round_id
  order by number desc
  limit 1
), said as (
  select
    case when t.run_id = b.draft then 'theme' else 'in_use' end as place,
    t.theme_id as key, t.name,
    jsonb_build_array(t.name, t.definition, t.notes) as document
  from book as b
  join lyhord.theme as t on t.round_id = :round_id and t.run_id in (b.draft, b.used)
  where not t.is_gone
  union all
  select 'reply', part, '', document
  from lyhord.reply_draft
  where round_id = :round_id
    and part <> 'plan'
  union all
  select 'published', '', '', e.document
  from stands as s
  join lyhord.reply_edition as e on e.round_id = :round_id and e.version = s.version
  union all
  select 'story', audience, '', to_jsonb(text)
  from lyhord.journey_case
  where round_id = :round_id
)
select
  place, key, name,
  coalesce((
    select string_agg(each #>> '{}', E'\n')
    from jsonb_path_query(document, 'strict $.**') as each
    where jsonb_typeof(each) = 'string'
  ), '') as text
from said
order by place, key;
