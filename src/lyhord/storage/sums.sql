-- name: of_tables(besides)
-- How many rows each table holds, and what their content sums up to.
select name, n, digest from staff.sum_tables(:besides) order by name;
