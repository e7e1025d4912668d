"""The broker's commands, on a database of their own."""

import asyncio
import json
import os
import re
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner, Result

from broker.cli import app
from broker.commands.keys import as_lines, broker_secrets, federation_secrets
from broker.database import APP_ROLE
from broker.habilitations.engine import engine_of
from broker.habilitations.store import list_habilitations
from broker.settings import Settings
from contracts.habilitation import Environnement, Etat, Habilitation
from tests.postgres import TestDatabase

terminal = CliRunner()
SECRETS = broker_secrets()
ELSEWHERE = {
    "DLNUF_FC_ISSUER": "http://127.0.0.1:9/api/v2",
    "DLNUF_FC_CLIENT_ID": "courtier",
    "DLNUF_CAF_URL": "http://127.0.0.1:9",
    "DLNUF_CAF_CLIENT_ID": "courtier",
}
DEMANDE = {"scopes": ["cnaf_quotient_familial"], "demarche": "Cantine", "siret": "13002526500013"}


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A terminal that knows nothing: no settings, no sandbox beside it."""
    for name in [n for n in os.environ if n.startswith("DLNUF_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DLNUF_DATA", str(tmp_path))


@pytest.fixture
def operator(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> TestDatabase:
    """A terminal with the broker's settings."""
    for name, value in (SECRETS | ELSEWHERE | {"DATABASE_URL": database.app}).items():
        monkeypatch.setenv(name, value)
    return database


def run(*words: str, typed: str | None = None) -> Result:
    return terminal.invoke(app, list(words), input=typed)


def stored(database: TestDatabase) -> list[Habilitation]:
    async def read() -> list[Habilitation]:
        engine = engine_of(database.app)
        try:
            return list(await list_habilitations(engine))
        finally:
            await engine.dispose()

    return asyncio.run(read())


def created() -> str:
    return run("habilitation", "creer", "-", typed=json.dumps(DEMANDE)).stdout.strip()


def test_a_habilitation_is_made_from_a_document(operator: TestDatabase, tmp_path: Path) -> None:
    document = tmp_path / "demande.json"
    document.write_text(json.dumps(DEMANDE))

    done = run("habilitation", "creer", str(document))

    (habilitation,) = stored(operator)
    assert done.stdout.strip() == str(habilitation.id)
    assert habilitation.environnement is Environnement.PRODUCTION
    assert habilitation.flux == {"quotient_familial"}
    assert habilitation.destinataires == {"13002526500013"}


def test_the_model_document_is_one_that_is_taken(operator: TestDatabase) -> None:
    model = run("habilitation", "modele").stdout

    assert run("habilitation", "creer", "-", typed=model).exit_code == 0
    assert len(stored(operator)) == 1


@pytest.mark.usefixtures("operator")
def test_a_wrong_document_is_answered_with_the_names_of_what_to_correct() -> None:
    done = run("habilitation", "creer", "-", typed='{"siret": "123", "scopes": []}')

    assert done.exit_code == 2
    assert "siret" in done.output


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("suspendre", Etat.SUSPENDUE),
        ("revoquer", Etat.REVOQUEE),
        ("reactiver", Etat.ACTIVE),
    ],
)
def test_a_habilitation_changes_state(operator: TestDatabase, verb: str, state: Etat) -> None:
    number = created()

    assert run("habilitation", verb, number).exit_code == 0
    assert stored(operator)[0].etat is state


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    "words",
    [
        ("habilitation", "suspendre", str(uuid4())),
        ("jeton", "creer", str(uuid4())),
        ("jeton", "revoquer", str(uuid4())),
        ("jeton", "revoquer", "un-jeton-que-personne-n-a-emis"),
    ],
    ids=" ".join,
)
def test_what_nobody_knows_cannot_be_changed(words: tuple[str, ...]) -> None:
    done = run(*words)

    assert done.exit_code == 1
    assert re.search(r"Aucune? ", done.output)


@pytest.mark.usefixtures("operator")
def test_the_list_shows_every_habilitation() -> None:
    number = created()

    assert number[:8] in run("habilitation", "lister").stdout


@pytest.mark.parametrize("by", ["its id", "itself"])
def test_a_token_is_shown_once_and_revoked_by_its_id_or_itself(
    operator: TestDatabase, by: str
) -> None:
    habilitation = created()
    token = run("jeton", "creer", habilitation).stdout.strip()
    with psycopg.connect(operator.app) as connection:
        ((identifier, digest),) = connection.execute("SELECT id, empreinte FROM jeton").fetchall()

    done = run("jeton", "revoquer", str(identifier) if by == "its id" else token)

    with psycopg.connect(operator.app) as connection:
        ((revoked,),) = connection.execute("SELECT revoque_le FROM jeton").fetchall()
    assert done.exit_code == 0
    assert revoked is not None
    assert token.encode() not in digest
    assert str(identifier)[:8] in run("jeton", "lister", habilitation).stdout


def test_a_command_without_settings_says_which_ones_are_missing() -> None:
    done = run("jeton", "revoquer", "un-jeton")

    assert done.exit_code != 0
    assert "DLNUF_MASTER_KEY" in done.output


def test_fresh_secrets_are_settings_that_the_broker_accepts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = run("cles").stdout.strip().splitlines()
    for line in lines:
        name, _, value = line.partition("=")
        monkeypatch.setenv(name, value.strip("'"))
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)

    assert len(lines) == len(SECRETS)
    assert Settings().env == "production"


def test_compose_gets_the_secrets_of_the_whole_federation() -> None:
    names = {line.partition("=")[0] for line in run("cles", "--compose").stdout.splitlines()}

    assert names == federation_secrets().keys() > SECRETS.keys()


def test_no_secret_breaks_out_of_its_quotes() -> None:
    assert all(line.count("'") == 2 for line in as_lines(federation_secrets()).splitlines())


@pytest.mark.usefixtures("operator")
def test_an_empty_journal_has_nothing_to_verify() -> None:
    done = run("journal", "verify")

    assert done.exit_code == 1
    assert "Le journal est vide" in done.output


def test_a_database_out_of_reach_is_a_sentence(
    operator: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", operator.app.replace("/essai_", "/absente_"))

    done = run("journal", "verify")

    assert done.exit_code == 1
    assert "La base de données ne répond pas" in done.output


def test_migrating_gives_the_brokers_role_its_password(database: TestDatabase) -> None:
    done = run("migrate", "--owner", database.owner, "--app-password", "un mot de passe d'essai")

    with psycopg.connect(database.owner) as connection:
        ((stored_password,),) = connection.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", [APP_ROLE]
        ).fetchall()
        connection.execute(f"ALTER ROLE {APP_ROLE} PASSWORD NULL")
    assert done.exit_code == 0
    assert stored_password.startswith("SCRAM-SHA-256$")
