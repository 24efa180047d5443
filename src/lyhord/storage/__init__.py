"""The only place that knows the database: pools by role, queries, migrations."""
