-- name: is_due(fewest, share)$
-- Whether enough has come since the rows were mixed last.
select lyhord.mixing_is_due(:fewest, :share);

-- name: mix()$
-- Writes the rows of collected data anew, in random order.
select lyhord.mix_rows();
