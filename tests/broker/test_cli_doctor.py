"""The doctor names what is wrong, and what to do about it."""

import os
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from broker.cli import app
from broker.commands.keys import broker_secrets
from tests.broker.test_cli import ELSEWHERE
from tests.postgres import TestDatabase

ILLNESSES: dict[str, tuple[dict[str, str], str]] = {
    "a master key of the wrong length": ({"DLNUF_MASTER_KEY": "abcd"}, "32 bytes"),
    "a journal key that is not base64": ({"DLNUF_JOURNAL_KEY": "é"}, "clés"),
    "a decryption key that is no key": ({"DLNUF_FC_DECRYPTION_KEY": "{}"}, "clé FranceConnect"),
    "a decryption key that is no JSON": ({"DLNUF_FC_DECRYPTION_KEY": "x"}, "clé FranceConnect"),
    "FranceConnect out of reach": ({}, "DLNUF_FC_URL"),
    "the CAF out of reach": ({}, "DLNUF_CAF_URL"),
}


@pytest.fixture
def settings(
    database: TestDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> TestDatabase:
    for name in [n for n in os.environ if n.startswith("DLNUF_")]:
        monkeypatch.delenv(name)
    given = broker_secrets() | ELSEWHERE | {"DATABASE_URL": database.app}
    for name, value in (given | {"DLNUF_DATA": str(tmp_path), "COLUMNS": "200"}).items():
        monkeypatch.setenv(name, value)
    return database


def examined() -> Result:
    return CliRunner().invoke(app, ["doctor"])


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(("changes", "named"), ILLNESSES.values(), ids=ILLNESSES)
def test_what_is_wrong_is_named(
    changes: dict[str, str], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in changes.items():
        monkeypatch.setenv(name, value)

    found = examined()

    assert found.exit_code == 1
    assert any("KO" in line and named in line for line in found.output.splitlines())


@pytest.mark.usefixtures("settings")
def test_a_missing_setting_ends_the_examination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DLNUF_MASTER_KEY")

    found = examined()

    assert found.exit_code == 1
    assert "DLNUF_MASTER_KEY" in found.output


@pytest.mark.usefixtures("settings")
def test_a_migrated_database_and_its_role_are_well() -> None:
    report = examined().output

    for subject in ("base", "schéma", "rôle", "horloge", "journal"):
        assert any("ok" in line and subject in line for line in report.splitlines()), subject


def test_a_role_that_could_rewrite_the_journal_is_not(
    settings: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.owner)

    assert any("KO" in line and "rôle" in line for line in examined().output.splitlines())


def test_a_database_without_tables_is_to_be_migrated(
    settings: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.owner.rpartition("/essai_")[0] + _rest(settings))

    assert "dlnuf migrate" in examined().output


def _rest(database: TestDatabase) -> str:
    return "/postgres?" + database.owner.partition("?")[2]


def test_a_database_out_of_reach_hides_the_rest(
    settings: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.app.replace("/essai_", "/absente_"))

    assert any("KO" in line and "base" in line for line in examined().output.splitlines())


def test_entries_that_stay_out_of_the_tree_are_noticed(settings: TestDatabase) -> None:
    with psycopg.connect(settings.owner) as connection:
        connection.execute(
            "INSERT INTO journal_entry (entry_id, body, leaf_hash, written_at) "
            "VALUES (gen_random_uuid(), '', '', now() - interval '1 minute')"
        )

    assert any("KO" in line and "journal" in line for line in examined().output.splitlines())
