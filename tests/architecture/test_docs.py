"""Documents that say what is there: links that lead somewhere, commands that exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from broker.commands.documents import pages
from sandbox.cli import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
PARTS = ("**Context.**", "**Decision.**", "**Consequence.**", "**What would change our mind.**")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def commands_of(text: str, program: str) -> Iterator[list[str]]:
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = line.partition("#")[0].split()
            if words[:1] == [program]:
                yield words[1:]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_leads_to_a_file(path: Path) -> None:
    targets = LINK.findall(path.read_text())

    assert [t for t in targets if not (path.parent / t).exists()] == []


def test_the_index_of_decisions_names_each_of_them_once() -> None:
    index = (ROOT / "docs/adr/README.md").read_text()
    lines = re.findall(r"^- \[(\d{4})\]\((\S+)\) (.+)$", index, re.MULTILINE)
    titles = [path.read_text().splitlines()[0] for path in DECISIONS]

    assert [name for _, name, _ in lines] == [path.name for path in DECISIONS]
    assert [f"# {number}. {title}" for number, _, title in lines] == titles


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_has_its_four_parts_in_half_a_page(path: Path) -> None:
    text = path.read_text()
    places = [text.find(part) for part in PARTS]

    assert -1 not in places
    assert places == sorted(places)
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_the_commands_of_a_document_exist(path: Path) -> None:
    text = path.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    for words in commands_of(text, "make"):
        assert words[0] in targets
    for words in commands_of(text, "dlnuf"):
        leads_to_a_command(words)


def leads_to_a_command(words: list[str]) -> None:
    command: Any = get_command(app)
    for word in words:
        if not hasattr(command, "commands"):
            break
        assert word in command.commands, words
        command = command.commands[word]
    assert not hasattr(command, "commands"), words


def test_the_two_commands_come_first() -> None:
    readme = (ROOT / "README.md").read_text()
    first = re.search(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)

    assert first
    assert [line.split()[:2] for line in first[1].splitlines()] == [
        ["make", "demo"],
        ["make", "test"],
    ]


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_says_what_the_catalogue_says(name: str) -> None:
    assert (ROOT / "docs" / name).read_text() == pages()[name], "run `make docs`"


def test_what_the_broker_is_told_is_said_for_whoever_controls_it() -> None:
    readme = (ROOT / "README.md").read_text()
    secrets = re.findall(
        r"^    (\w+): SecretStr", (ROOT / "broker/settings.py").read_text(), re.MULTILINE
    )

    assert secrets
    assert [s for s in secrets if f"DLNUF_{s.upper()}`" not in readme] == []


def test_publiccode_has_what_its_version_asks_for() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())

    assert described["publiccodeYmlVersion"] == "0.4"
    assert described["legal"]["license"] == "MIT"
    assert f'version = "{described["softwareVersion"]}"' in (ROOT / "pyproject.toml").read_text()
    for text in described["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_the_machine_that_tests_everything_skips_nothing() -> None:
    script = (ROOT / ".ci/run").read_text()

    assert "set -euo pipefail" in script
    assert "DLNUF_NO_SKIP=1" in script
    assert script.strip().endswith("make test")
    assert "-p tests.no_skip" in (ROOT / "Makefile").read_text()
