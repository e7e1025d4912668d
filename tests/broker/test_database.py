import psycopg
import pytest

from tests.postgres import TestDatabase


def test_the_brokers_role_cannot_move_the_epoch_by_itself(database: TestDatabase) -> None:
    with (
        psycopg.connect(database.app) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("UPDATE autorite SET epoque = 0")
