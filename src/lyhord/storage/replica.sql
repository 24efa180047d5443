-- name: written()$
-- How far the database's log is on its disk; everything that was committed lies before.
select pg_current_wal_flush_lsn()::text;

-- name: has_replayed(here)$
-- Whether this is a replica, and has read the log as far as that.
select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= cast(cast(:here as text) as pg_lsn);
