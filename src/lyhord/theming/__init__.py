"""`lyhord themes` on a file of one's own: reading tables, the report page; outside the disclosure guard."""
