"""What happens to an export on its way to the auditor is found, and the row named."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from consumers.auditor.cli import UNUSABLE, VALID, verify_folder
from tests.broker.journal.makers import ORIGIN
from tests.consumers.auditor.exports import ROWS, an_honest_export

ROOT = Path(__file__).parents[3]


def test_an_honest_journal_is_verified_in_one_line(tmp_path: Path) -> None:
    report = verify_folder(an_honest_export(tmp_path))

    assert report.is_valid
    assert "7 écriture(s), n° 0 à 6" in report.line
    assert f"« {ORIGIN} » de taille 7" in report.line


def swap(lines: list[str]) -> None:
    lines[1], lines[2] = lines[2], lines[1]


def insert(lines: list[str]) -> None:
    lines.insert(4, lines[3])


def append(lines: list[str]) -> None:
    lines.append(lines[-1].replace('"index":6', '"index":7'))


def stop_within_a_row(lines: list[str]) -> None:
    lines[-1] = lines[-1][:50]


def respell(lines: list[str]) -> None:
    """Write an entry in another order, with the hash that it then has."""
    row = json.loads(lines[1])
    said = json.loads(row["body"])
    row["body"] = json.dumps(dict(reversed(said.items())), separators=(",", ":"))
    row["leaf_hash"] = hashlib.sha256(b"\0" + row["body"].encode()).hexdigest()
    lines[1] = json.dumps(row) + "\n"


def trap(lines: list[str]) -> None:
    lines[3] = "[" * 100_000 + "\n"


def blank(lines: list[str]) -> None:
    lines[3] = "[]\n"


TAMPERINGS: dict[str, tuple[Callable[[list[str]], object], str]] = {
    "a row is inserted": (insert, "écriture n° 4 ("),
    "a row is added at the end": (append, "écriture n° 7 ("),
    "a row is removed": (lambda lines: lines.pop(2), "écriture n° 2 ("),
    "the file stops after a row": (lambda lines: lines.pop(), "écriture n° 6 : elle manque"),
    "the file stops within a row": (stop_within_a_row, "écriture n° 6 :"),
    "the file is empty": (lambda lines: lines.clear(), "écriture n° 0 : elle manque, et 6 après"),
    "two rows change places": (swap, "écriture n° 1 ("),
    "a row is no row": (blank, "écriture n° 3 :"),
    "a row is a trap for parsers": (trap, "écriture n° 3 :"),
    "an entry is spelled in another way": (respell, "écriture n° 1 ("),
}


@pytest.mark.parametrize(("tamper", "named"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_tampered_export_is_refused_and_the_row_named(
    tmp_path: Path, tamper: Callable[[list[str]], object], named: str
) -> None:
    rows = an_honest_export(tmp_path) / ROWS
    lines = rows.read_text().splitlines(keepends=True)
    tamper(lines)
    rows.write_text("".join(lines))

    report = verify_folder(tmp_path)

    assert not report.is_valid
    assert named in report.line


def test_any_byte_of_any_row_counts(tmp_path: Path) -> None:
    rows = an_honest_export(tmp_path) / ROWS
    honest = rows.read_bytes()
    starts = [0, *(place + 1 for place, byte in enumerate(honest) if byte == ord("\n"))]

    unnoticed = []
    for place in range(0, len(honest) - 1, 23):
        if place + 1 in starts:  # the end of a line is between two rows
            continue
        rows.write_bytes(honest[:place] + bytes([honest[place] ^ 1]) + honest[place + 1 :])
        named = f"écriture n° {sum(start <= place for start in starts) - 1}"
        if not (line := verify_folder(tmp_path).line).startswith(f"Journal NON conforme : {named}"):
            unnoticed.append((place, line))
    assert unnoticed == []


def test_the_verifier_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    folder = an_honest_export(tmp_path)
    command = [sys.executable, "-m", "consumers.auditor", "verify"]

    verified = subprocess.run(
        [*command, str(folder)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    missing = subprocess.run(
        [*command, str(folder / "rien")], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert (verified.returncode, missing.returncode) == (VALID, UNUSABLE)
    assert verified.stdout.startswith("Journal vérifié : 7 écriture(s)")
