"""The queue on Postgres and the worker that empties it."""
