-- Hiding by hand what pseudonymising left: the statement's text is what everything reads, so that
-- pages, exports and later analyses show the hidden form at once. Nothing keeps what was hidden.

-- Puts one text in the place of another wherever it stands in a round, and takes words that were
-- hidden out of the terms of the round's themes. Gives the number of statements that changed.
create function lyhord.hide_words(wanted uuid, before text, after text, hidden text[])
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed integer;
  kept text := regexp_replace(
    regexp_replace(after, '([\\%_])', '\\\1', 'g'),
    '\[(namn|personnummer|telefon|e-post|konto|adress|skola|födelsedatum|ärende|fordon|länk|dolt)\]',
    '%', 'g'
  );
begin
  if after = before or before not like kept then
    raise exception 'hiding takes words away and adds nothing but placeholders';
  end if;
  update lyhord.statement set text = after where round_id = wanted and text = before;
  get diagnostics changed = row_count;
  if changed > 0 then
    update lyhord.theme as t
    set terms = (
      select coalesce(jsonb_agg(each.term order by each.place), '[]')
      from jsonb_array_elements(t.terms) with ordinality as each (term, place)
      where lower(each.term ->> 'term') <> all (hidden)
    )
    where t.round_id = wanted
      and exists (
        select from jsonb_array_elements(t.terms) as each (term)
        where lower(each.term ->> 'term') = any (hidden)
      );
  end if;
  return changed;
end $$;

revoke all on function lyhord.hide_words from public;
grant execute on function lyhord.hide_words to lyhord_desk;
