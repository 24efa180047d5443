"""`lyhord doctor`: looks at settings, database and surroundings; what it says is in `web`."""
