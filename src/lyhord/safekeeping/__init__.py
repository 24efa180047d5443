"""Backups: one file that is checked before it is used, and what may not come back from one."""
