-- Rows are read fast: what people are told apart by is worked out in the query that asks for it.

-- As before, but with a body that is understood when it is made: it is put into the query in place
-- of being called for each row, and no search path can change what it means.
create or replace function lyhord.one_of(answers jsonb, question text) returns text
language sql immutable parallel safe
return case jsonb_typeof(answers -> question)
  when 'string' then answers ->> question
  when 'array' then case jsonb_array_length(answers -> question)
    when 0 then ''
    when 1 then answers -> question ->> 0
    else 'several'
  end
  else ''
end;

-- Another number when other people are counted in a round, whatever part of it the caller may see:
-- that of all that `lyhord.count_people` gives, by itself.
create function lyhord.digest_people(round uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(bit_xor(hashtextextended(response_id::text, 0)), 0)
  from lyhord.respondent
  where round_id = round
$$;

revoke all on function lyhord.digest_people from public;
grant execute on function lyhord.digest_people to lyhord_desk;
