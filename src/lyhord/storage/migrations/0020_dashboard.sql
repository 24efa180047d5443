-- What a round's dashboard tells beside its counts: how many questions people answered, in which
-- languages, and whether a case has waited past its time.

-- How many questions each person answered, closed and open ones, but not what their door had preset.
create function lyhord.count_answered(round uuid) returns table (
  audience text, answered bigint, n bigint
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with written as (
    select s.response_id, array_agg(distinct s.question_id) as questions
    from lyhord.statement as s
    where s.round_id = round
    group by s.response_id
  ), person as (
    select
      r.audience,
      (
        select count(distinct split_part(each.question, '.', 1))
        from unnest(
          array(select jsonb_object_keys(a.answers - array(select jsonb_object_keys(c.presets))))
            || w.questions
        ) as each (question)
      ) as answered
    from lyhord.respondent as r
    join lyhord.response as a using (round_id, response_id)
    join lyhord.collector as c on c.round_id = r.round_id and c.collector_id = r.collector_id
    left join written as w on w.response_id = r.response_id
    where r.round_id = round
  )
  select audience, answered, count(*) from person group by audience, answered
$$;

-- How many answered on pages in each language.
create function lyhord.count_languages(round uuid) returns table (language text, respondents bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select language, count(*) from lyhord.respondent where round_id = round group by language
$$;

-- Whether an officer is late. That there are cases at all, or how many, is the officers' to know.
create function lyhord.has_overdue_case(round uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from sealed.triage_case where round_id = round and due_at < now()
  )
$$;

revoke all on function
  lyhord.count_answered, lyhord.count_languages, lyhord.has_overdue_case from public;
grant execute on function
  lyhord.count_answered, lyhord.count_languages, lyhord.has_overdue_case to lyhord_desk;
