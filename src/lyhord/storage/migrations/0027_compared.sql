-- Whether a run of the machine holds statements that a codebook does not is asked on every page of the
-- workspace, and takes a while where there are very many: it is found once and kept.

alter table lyhord.codebook
  add column compared_with uuid,
  add column has_later boolean not null default false;
