"""Fixtures that every test may ask for."""

from tests.postgres import database, postgres_server

__all__ = ["database", "postgres_server"]
