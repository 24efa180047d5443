-- name: add(draft_id, instrument_id, begun_from, begun_by)$
-- A new draft; the same again is the same draft.
insert into staff.survey_draft (draft_id, instrument_id, begun_from, begun_by)
values (:draft_id, :instrument_id, :begun_from, :begun_by)
on conflict on constraint survey_draft_pkey do nothing
returning revision;

-- name: add_save(draft_id, revision, leads_to, saved_by, document)!
-- What somebody saved; it never changes.
insert into staff.survey_save (draft_id, revision, leads_to, saved_by, document)
values (:draft_id, :revision, :leads_to, :saved_by, :document);

-- name: advance(draft_id, revision)$
-- The number of the next save, unless somebody has saved meanwhile.
update staff.survey_draft
set revision = revision + 1
where draft_id = :draft_id and revision = :revision
returning revision;

-- name: get(draft_id)^
-- A draft with its newest save.
select
  d.draft_id, d.instrument_id, d.begun_from, d.revision, s.leads_to, s.saved_by, s.saved_at,
  s.document
from staff.survey_draft as d
join staff.survey_save as s using (draft_id, revision)
where d.draft_id = :draft_id;

-- name: lock(draft_id)$
-- Keeps others from publishing or saving a draft until the transaction ends.
select revision
from staff.survey_draft
where draft_id = :draft_id
for update;

-- name: at_revision(draft_id, revision)^
-- An earlier save, for what was begun on it and for undoing.
select revision, leads_to, saved_by, document
from staff.survey_save
where draft_id = :draft_id and revision = :revision;

-- name: every()
-- The drafts, the newest first, without what they say.
select d.draft_id, d.instrument_id, d.begun_from, d.begun_by, d.begun_on, s.saved_by, s.saved_at
from staff.survey_draft as d
join staff.survey_save as s using (draft_id, revision)
order by s.saved_at desc, d.draft_id;

-- name: remove(draft_id)$
-- Removes a draft with its saves and its trial links.
delete from staff.survey_draft
where draft_id = :draft_id
returning instrument_id;
