"""`lyhord themes` on a user's own file: reading tables, the report page; outside the guard."""
