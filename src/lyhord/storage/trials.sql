-- name: add(slug, draft_id, revision, made_by)!
-- A link by which a save of a draft is tried out.
insert into staff.survey_trial (slug, draft_id, revision, made_by)
values (:slug, :draft_id, :revision, :made_by);

-- name: close(draft_id)
-- Closes what is open of a draft.
update staff.survey_trial
set is_open = false
where draft_id = :draft_id and is_open
returning slug;

-- name: of_draft(draft_id)
-- The trial links of a draft, the newest first.
select
  slug, revision, made_by, made_on, answers, texts,
  is_open and answers < 1000 and made_on > current_date - 30 as is_open
from staff.survey_trial
where draft_id = :draft_id
order by revision desc, slug;

-- name: document(slug)^
-- What a trial link shows, while it is open.
select document
from lyhord.trial
where slug = :slug;

-- name: count(slug, texts)$
-- Counts an answer that was sent to try a draft out.
select lyhord.count_trial(:slug, :texts);
