-- name: add(round_id, sample_id, coder)!
-- A sample for somebody to code.
insert into lyhord.blind_sample (round_id, sample_id, coder)
values (:round_id, :sample_id, :coder);

-- name: draw(round_id, sample_id, draft, most)!
-- Statements by chance of those that may be listed, with the theme that each has now.
insert into lyhord.blind_code (round_id, sample_id, place, statement_id, first)
select :round_id, :sample_id, row_number() over (), d.statement_id, d.theme_id
from (
  select a.statement_id, a.theme_id
  from lyhord.assignment as a
  join lyhord.statement as s using (round_id, statement_id)
  join lyhord.respondent as r using (round_id, response_id)
  where a.round_id = :round_id
    and a.run_id = :draft
    and a.is_listed
    and not a.is_copy
  order by gen_random_uuid()
  limit :most
) as d;

-- name: samples(round_id)
-- Every sample of a round, with how far it is coded.
select
  s.sample_id, s.coder, s.drawn_on, count(c.place) as size, count(c.second) as coded
from lyhord.blind_sample as s
left join lyhord.blind_code as c using (round_id, sample_id)
where s.round_id = :round_id
group by s.round_id, s.sample_id
order by s.drawn_on desc, s.sample_id;

-- name: next_text(round_id, sample_id, coder)^
-- The next statement that somebody has not coded.
select c.place, s.text, s.language
from lyhord.blind_sample as b
join lyhord.blind_code as c using (round_id, sample_id)
join lyhord.statement as s using (round_id, statement_id)
join lyhord.respondent as r using (round_id, response_id)
where b.round_id = :round_id
  and b.sample_id = :sample_id
  and b.coder = :coder
  and c.second is null
order by c.place
limit 1;

-- name: code(round_id, sample_id, coder, place, theme_id)!
-- How somebody codes a statement of their sample, once.
update lyhord.blind_code as c
set second = :theme_id
from lyhord.blind_sample as b
where b.round_id = :round_id
  and b.sample_id = :sample_id
  and b.coder = :coder
  and c.round_id = b.round_id
  and c.sample_id = b.sample_id
  and c.place = :place
  and c.second is null;

-- name: pairs(round_id, sample_id)
-- Both codes of each statement that was coded twice.
select first, second
from lyhord.blind_code
where round_id = :round_id
  and sample_id = :sample_id
  and second is not null
order by place;
