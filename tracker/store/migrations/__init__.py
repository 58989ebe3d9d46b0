"""Every change of the schema, oldest first. Alembic runs `env.py` and the files in `versions`."""
