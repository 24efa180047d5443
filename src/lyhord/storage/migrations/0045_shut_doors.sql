-- A door that was shut takes no more answers than a round that closed at that moment, also from a
-- process that has not heard of it. Who tries a door out may go on.
do $$
declare
  ends constant text := 'least(coalesce(r.closed_at, ''infinity''), (r.closes + 1)::timestamptz)';
  known constant text := pg_get_functiondef('lyhord.submit'::regproc);
begin
  if position(ends in known) = 0 then
    raise exception 'lyhord.submit does not say when answers end as 0006 did';
  end if;
  execute replace(known, ends,
    'least(r.closed_at, (r.closes + 1)::timestamptz, '
    'case when i.standing <> ''trial'' then c.shut_at end)');
end $$;
