"""`lyhord themes` on a user's own file: no database; its page shows groups by the guard's rules."""
