-- The desk asks for the quotes of an edition as itself, so that it is given those of its own
-- municipalities alone. The door goes on asking through lyhord.public_quotes.
alter function lyhord.reply_quotes(uuid, integer) security invoker;
