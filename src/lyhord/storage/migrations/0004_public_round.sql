-- What the public side may know of a round, for the page where its results come: neither the name
-- and purpose that staff write for themselves, nor its officers, nor one that is still a draft.
create view lyhord.public_round as
select round_id, owner, results_by, place_id from lyhord.round where state <> 'draft';

grant select on lyhord.public_round to lyhord_door;
