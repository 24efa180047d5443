"""The worker: takes jobs from the queue in Postgres and does them, one at a time."""
