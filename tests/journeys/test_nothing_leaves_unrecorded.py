"""Without a durable line there is no answer, and no answer leaves anything in the logs."""

import logging
import re
from collections.abc import Iterator

import psycopg
import pytest
import structlog

from tests.federation import SERVICE, Federation
from tests.journeys.calls import ask_france_connect, ask_identity, ask_number, codes, entries
from tests.people import JEANNE, dossier


def as_owner(federation: Federation, statement: str) -> None:
    with psycopg.connect(federation.database.owner, autocommit=True) as connection:
        connection.execute(statement.encode())


async def test_nothing_leaves_when_the_journal_cannot_commit(federation: Federation) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    as_owner(federation, "REVOKE INSERT ON journal_entry FROM dlnuf_app")

    refused = await ask_identity(federation, created.jeton)
    as_owner(federation, "GRANT INSERT (entry_id, body, leaf_hash) ON journal_entry TO dlnuf_app")
    answered = await ask_identity(federation, created.jeton)

    assert refused.status_code == 503
    assert codes(refused) == ["00607"]
    assert "VALMORIN" not in refused.text
    assert "Retry-After" in refused.headers
    assert answered.status_code == 200
    assert len(entries(federation)) == 1


async def test_no_call_is_answered_when_rights_cannot_be_read(federation: Federation) -> None:
    created = await federation.habilitation()
    as_owner(federation, "REVOKE SELECT ON jeton FROM dlnuf_app")

    response = await ask_identity(federation, created.jeton)

    assert response.status_code == 503
    assert codes(response) == ["00608"]


async def test_what_fails_unexpectedly_is_refused_and_recorded(
    federation: Federation, capsys: pytest.CaptureFixture[str]
) -> None:
    await federation.dossier(dossier())
    created = await federation.habilitation()
    as_owner(federation, "UPDATE habilitation SET finalites = ARRAY['inconnue']")

    response = await ask_identity(federation, created.jeton)

    assert response.status_code == 500
    assert codes(response) == ["00500"]
    assert [entry["outcome"] for entry in entries(federation)] == ["00500"]
    assert "ValidationError" in capsys.readouterr().out


PERSONAL = ("VALMORIN", "Valmorin", "JEANNE", "Jeanne", "STEPHANIE", "THOMAS", "TILLEULS",
            "1987", "13055", "13008", "1234567", "1050")  # fmt: skip


def is_said(word: str, logs: str) -> bool:
    """Whole words: any four digits may stand in an identifier or in a date's microseconds."""
    return re.search(rf"(?<![0-9A-Za-z.-]){re.escape(word)}(?![0-9A-Za-z-])", logs) is not None


def test_a_name_in_a_log_would_be_seen() -> None:
    assert is_said("VALMORIN", "GET /?nomNaissance=VALMORIN&x")
    assert is_said("1987", '{"annee": 1987}')
    assert not is_said("1987", "2026-11-21T10:00:00.198700Z")


@pytest.fixture
def every_level_is_logged() -> Iterator[None]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("every_level_is_logged")
async def test_the_logs_of_a_whole_journey_hold_nothing_personal(
    federation: Federation, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await federation.dossier(dossier())
    created = await federation.habilitation(clients_france_connect=[SERVICE])
    token = await federation.france_connect_token(JEANNE)
    caplog.clear()

    await ask_france_connect(federation, token)
    await ask_identity(federation, created.jeton)
    await ask_identity(federation, created.jeton, nomNaissance="VALMORIN9")
    await ask_number(federation, created.jeton, token)
    await ask_number(federation, created.jeton, codePostal="99999")
    for panne in ("wrong_person", "truncated_json", "error_500"):
        await federation.caf_fails(panne, fois=1)
        await ask_identity(federation, created.jeton)

    outcomes = [entry["outcome"] for entry in entries(federation)]
    assert outcomes.count("200") == 3
    written = [r for r in caplog.records if not r.name.startswith(("httpcore", "httpx", "asyncio"))]
    assert written, "a journey with failures says something"
    logs = "\n".join(r.getMessage() for r in written) + "".join(capfd.readouterr())
    assert [word for word in (*PERSONAL, token, created.jeton) if is_said(word, logs)] == []
