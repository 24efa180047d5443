"""The only place that knows the database: pools by role, queries beside their modules, migrations."""
