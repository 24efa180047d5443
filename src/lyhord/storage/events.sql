-- name: add(round_id, collector_id, series, week)!
-- What a door is for, and in which week.
insert into lyhord.event (round_id, collector_id, series, week)
values (:round_id, :collector_id, :series, :week);

-- name: of_round(round_id)
-- The events of a round, the latest first.
select
  e.collector_id, e.series, e.week, c.slug, c.name, c.audience, c.presets,
  case when c.shut_at is null then 'open' when c.is_paused then 'paused' else 'closed' end as state,
  r.state <> 'draft' and now() >= least(
    coalesce(c.shut_at, 'infinity'), coalesce(r.closed_at, 'infinity'),
    (r.closes + 1)::timestamptz
  ) + interval '2 hours' as is_settled,
  exists (
    select from lyhord.published_events as p
    where p.round_id = cast(:round_id as uuid) and e.collector_id = any (p.collectors)
  ) as is_told
from lyhord.event as e
join lyhord.collector as c using (round_id, collector_id)
join lyhord.round as r using (round_id)
where e.round_id = :round_id
order by e.week desc, c.name, c.slug;

-- name: settled(round_id)
-- Events that take no answer any more and of which nothing was told, whoever asks.
select collector_id, series, week, audience, municipality
from lyhord.settled_events(:round_id);

-- name: counts(round_id, closed, opened)
-- What was answered at each event, unguarded.
select collector_id, question, option, n
from lyhord.count_events(:round_id, :closed, :opened);

-- name: published(round_id)
-- What was told of events, in the order in which they were.
select
  group_id, series, audience, municipality, collectors, first_week, last_week, published_on,
  document
from lyhord.published_events
where round_id = :round_id
order by first_week, last_week, group_id;

-- name: publish(round_id, group_id, series, audience, municipality, collectors, first_week, last_week, document)!
-- Tells of a group of events, as shown.
insert into lyhord.published_events (
  round_id, group_id, series, audience, municipality, collectors, first_week, last_week, document
) values (
  :round_id, :group_id, :series, :audience, :municipality, :collectors, :first_week, :last_week,
  :document
);

-- name: comments(round_id, collectors, questions, most)
-- What had been written at these events when they were told of, pseudonymised; in an order that
-- tells nothing.
select s.question_id as question, s.text, s.language
from lyhord.published_events as p
join lyhord.statement as s on s.round_id = p.round_id and s.statement_id = any (p.statements)
join lyhord.respondent as r on r.round_id = s.round_id and r.response_id = s.response_id
where p.round_id = cast(:round_id as uuid)
  and p.collectors = cast(:collectors as uuid[])
  and s.question_id = any (cast(:questions as text[]))
order by s.statement_id
limit :most;
