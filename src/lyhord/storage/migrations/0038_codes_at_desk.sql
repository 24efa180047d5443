-- Cards are printed at the desk: it may add hashes of codes to a door for codes that it sees, and
-- still read none.
create function lyhord.add_codes(of_round uuid, of_collector uuid, hashes bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from lyhord.collector
  where round_id = of_round and collector_id = of_collector and mode = 'codes';
  if not found then
    raise exception 'only a door for codes has codes' using errcode = '42501';
  end if;
  insert into entry.code (round_id, collector_id, code_hash)
  select of_round, of_collector, h.code_hash from unnest(hashes) as h (code_hash);
end $$;
revoke all on function lyhord.add_codes from public;
grant execute on function lyhord.add_codes to lyhord_desk;
