"""Alembic migrations: the schema's history. `dlnuf migrate` runs them as the owner."""
