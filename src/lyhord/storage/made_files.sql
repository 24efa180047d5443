-- name: add(round_id, file_id, asked_by, municipalities, wanted)!
-- A file that somebody wants, under the id of its job.
insert into lyhord.made_file (round_id, file_id, asked_by, municipalities, wanted)
values (:round_id, :file_id, :asked_by, :municipalities, :wanted);

-- name: same(round_id, asked_by, municipalities, wanted, hours)$
-- The same file that the same account asked for, made or being made.
select f.file_id
from lyhord.made_file as f
join staff.job as j on j.job_id = f.file_id
where f.round_id = :round_id
  and f.asked_by = :asked_by
  and f.municipalities = cast(:municipalities as text[])
  and f.wanted = cast(:wanted as jsonb)
  and f.asked_at > now() - make_interval(hours => :hours)
  and not f.is_void
  and j.state <> 'failed'
order by f.asked_at desc, f.file_id
limit 1;

-- name: get(round_id, file_id, asked_by, hours)^
-- What an account asked for, without what is in it.
select asked_by, municipalities, wanted, is_void
from lyhord.made_file
where round_id = :round_id
  and file_id = :file_id
  and asked_by = :asked_by
  and asked_at > now() - make_interval(hours => :hours);

-- name: lock(round_id, file_id)^
-- What is to be made; nobody takes it back until the transaction ends.
select asked_by, municipalities, wanted, is_void
from lyhord.made_file
where round_id = :round_id
  and file_id = :file_id
for update;

-- name: keep(round_id, file_id, name, media_type, mark, content)!
-- A file that was made, and the mark of what it was made of.
update lyhord.made_file
set name = :name, media_type = :media_type, mark = :mark, content = :content
where round_id = :round_id
  and file_id = :file_id
  and not is_void;

-- name: content(round_id, file_id)^
-- What was made, if it is there.
select name, media_type, mark, content
from lyhord.made_file
where round_id = :round_id
  and file_id = :file_id
  and content is not null;

-- name: void(round_id, file_id)!
-- Throws away what was made; that it was asked for stays, so that the page can say so.
update lyhord.made_file
set is_void = true, content = null
where round_id = :round_id
  and file_id = :file_id;

-- name: drop_old(hours)!
-- Files that were asked for so long ago.
delete from lyhord.made_file
where asked_at <= now() - make_interval(hours => :hours);
