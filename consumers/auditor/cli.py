"""`python -m consumers.auditor verify DIR`: one line, and an exit code."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from consumers.auditor.note import Unreadable
from consumers.auditor.report import Report
from consumers.auditor.verify import verify

VALID, FALSE, UNUSABLE = 0, 1, 2
"""Exit codes: everything holds; something is false; nothing could be judged."""


def main(argv: Sequence[str] | None = None) -> int:
    """Verify the export in a folder, print what was found in French, return the exit code."""
    parser = argparse.ArgumentParser(prog="auditor", description="Vérifie le journal hors ligne.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    command = verbs.add_parser("verify", help="recalcule tout ce que l'export affirme")
    command.add_argument("folder", type=Path, help="dossier écrit par « dlnuf journal export »")
    command.add_argument("--key", help="clé publique reçue par ailleurs (sinon : cle.txt)")
    chosen = parser.parse_args(argv)
    try:
        report = verify_folder(chosen.folder, chosen.key)
    except (OSError, UnicodeDecodeError, Unreadable) as error:
        sys.stderr.write(f"Export inutilisable : {error}\n")
        return UNUSABLE
    sys.stdout.write(report.line + "\n")
    return VALID if report.is_valid else FALSE


def verify_folder(folder: Path, key: str | None = None) -> Report:
    """Verify an export; `key` replaces the one that came with it.

    Raises OSError, UnicodeDecodeError or Unreadable when a file is missing or is not one.
    """
    trusted = key or (folder / "cle.txt").read_text(encoding="utf-8")
    checkpoint = (folder / "checkpoint.txt").read_text(encoding="utf-8")
    earlier = list(_earlier(folder / "points-de-controle.ndjson"))
    # A byte that is no text must not hide the row it stands in.
    with (folder / "ecritures.ndjson").open(
        encoding="utf-8", errors="replace", newline="\n"
    ) as rows:
        return verify(rows, checkpoint, trusted, earlier)


def _earlier(path: Path) -> Iterable[str]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        try:
            note = json.loads(line)
        except ValueError as error:
            raise Unreadable(f"{path.name} n'est pas lisible") from error
        if not isinstance(note, str):
            raise Unreadable(f"{path.name} n'est pas lisible")
        yield note
