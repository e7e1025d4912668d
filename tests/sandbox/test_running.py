"""The sandbox as a whole: started once, looked at from other terminals."""

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from sandbox.cli import app
from sandbox.commands import examples
from sandbox.journeys import JOURNEYS, play
from sandbox.state import Etat, running_state

terminal = CliRunner()


async def test_every_journey_goes_as_it_should(running_sandbox: Etat) -> None:
    results = await play(running_sandbox)

    assert [(result.title, result.got) for result in results if not result.ok] == []
    assert len(results) == len(JOURNEYS)


async def test_a_journey_that_goes_another_way_is_said_so(running_sandbox: Etat) -> None:
    stranger = running_sandbox.model_copy(
        update={"tokens": dict.fromkeys(running_sandbox.tokens, "un-jeton-inconnu")}
    )

    failed = {result.title for result in await play(stranger) if not result.ok}

    assert "Quotient familial, par l'identité" in failed
    assert "Quotient familial, avec FranceConnect" not in failed


async def test_every_program_says_that_it_is_well(running_sandbox: Etat) -> None:
    async with httpx.AsyncClient() as client:
        answers = [await client.get(f"{url}/sante") for url in running_sandbox.urls.values()]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200]


def test_another_terminal_gets_addresses_tokens_and_people(on_the_sandbox: Etat) -> None:
    printed = terminal.invoke(app, ["sandbox", "env"])

    seen = json.loads(printed.stdout)
    assert seen.keys() == {"urls", "tokens", "personas"}
    assert seen["urls"] == on_the_sandbox.urls
    assert len(seen["personas"]) >= 40
    assert {"cle", "nom", "raison", "identite", "numero_allocataire", "code_postal"} <= (
        seen["personas"][0].keys()
    )


def test_the_calls_that_are_printed_can_be_pasted(on_the_sandbox: Etat) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed: the printed calls were not tried")
    for title, command in examples(on_the_sandbox):
        if not command.startswith("curl"):
            continue
        done = subprocess.run(
            ["sh", "-c", command], capture_output=True, text=True, timeout=30, check=True
        )
        answer = json.loads(done.stdout)
        assert "data" in answer or "scopes" in answer, title


def test_a_second_sandbox_is_not_started_over_the_first(on_the_sandbox: Etat) -> None:
    refused = terminal.invoke(app, ["sandbox", "start"])

    assert refused.exit_code == 1
    assert str(on_the_sandbox.pid) in refused.output


@pytest.mark.usefixtures("on_the_sandbox")
def test_a_second_demo_plays_on_the_sandbox_that_runs() -> None:
    played = terminal.invoke(app, ["sandbox", "demo", "--exit"])

    assert played.exit_code == 0, played.output
    assert "tourne déjà" in played.output
    assert "✘" not in played.output


@pytest.mark.usefixtures("on_the_sandbox")
def test_the_doctor_finds_a_sandbox_in_good_health() -> None:
    found = terminal.invoke(app, ["doctor"])

    assert found.exit_code == 0, found.output
    assert "KO" not in found.output


@pytest.mark.usefixtures("on_the_sandbox")
def test_the_journal_of_the_sandbox_is_exported_for_an_auditor(tmp_path: Path) -> None:
    exported = terminal.invoke(app, ["journal", "export", str(tmp_path / "export")])

    assert exported.exit_code == 0, exported.output
    assert terminal.invoke(app, ["journal", "verify", str(tmp_path / "export")]).exit_code == 0


@pytest.mark.usefixtures("on_the_sandbox")
def test_a_byte_changed_in_an_export_is_noticed(tmp_path: Path) -> None:
    terminal.invoke(app, ["journal", "export", str(tmp_path)])
    rows = tmp_path / "ecritures.ndjson"
    rows.write_text(rows.read_text().replace("quotient_familial", "quotient_familiaL", 1))

    assert terminal.invoke(app, ["journal", "verify", str(tmp_path)]).exit_code != 0


def peupler(token: Path, *, courtier: str, france_connect: str, caf: str, **_: str) -> list[str]:
    where = [f"--courtier={courtier}", f"--france-connect={france_connect}", f"--caf={caf}"]
    return ["sandbox", "peupler", *where, f"--jeton-mairie={token}"]


def test_people_are_loaded_into_a_federation_started_elsewhere(
    on_the_sandbox: Etat, tmp_path: Path
) -> None:
    urls, token = on_the_sandbox.urls, tmp_path / "mairie"
    where = [
        f"--{name.replace('_', '-')}={urls[name]}" for name in ("courtier", "france_connect", "caf")
    ]

    first = terminal.invoke(app, ["sandbox", "peupler", *where, f"--jeton-mairie={token}"])
    made = token.read_text()
    again = terminal.invoke(app, ["sandbox", "peupler", *where, f"--jeton-mairie={token}"])

    assert (first.exit_code, again.exit_code) == (0, 0), first.output + again.output
    assert token.stat().st_mode & 0o777 == 0o600
    assert token.read_text() == made


def test_a_federation_out_of_reach_is_said_to_be(tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    where = [f"--courtier={nowhere}", f"--france-connect={nowhere}", f"--caf={nowhere}"]

    missed = terminal.invoke(
        app, ["sandbox", "peupler", *where, f"--jeton-mairie={tmp_path / 'j'}"]
    )

    assert missed.exit_code == 1
    assert "Une porte ne s'ouvre pas" in missed.output


def test_without_a_sandbox_there_is_nothing_to_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DLNUF_DATA", str(tmp_path))

    printed = terminal.invoke(app, ["sandbox", "env"])

    assert printed.exit_code == 1
    assert "Aucun bac à sable ne tourne" in printed.output
    assert running_state(tmp_path) is None
