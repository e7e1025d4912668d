import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from consumers.auditor.cli import FALSE, UNUSABLE, VALID, main
from consumers.auditor.report import MOST_KEPT
from tests.consumers.auditor.exports import an_export


def a_body(index: int, **more: object) -> str:
    said = {"id": str(index), "v": 1} | more
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def exported(folder: Path, bodies: Sequence[str]) -> str:
    return str(an_export(folder, bodies, [str(index) for index in range(len(bodies))]))


def test_a_journal_written_by_another_hand_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = exported(tmp_path, [a_body(0), a_body(1, motif="élève\u2028")])

    assert main(["verify", folder]) == VALID
    assert capsys.readouterr().out.startswith("Journal vérifié : 2 écriture(s)")


def test_an_empty_journal_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", exported(tmp_path, [])]) == VALID
    assert "0 écriture" in capsys.readouterr().out


def test_an_export_without_earlier_checkpoints_is_verified(tmp_path: Path) -> None:
    folder = exported(tmp_path, [a_body(0)])
    (tmp_path / "points-de-controle.ndjson").unlink()

    assert main(["verify", folder]) == VALID


SIGNED_YET_WRONG = {
    "an unknown version": '{"id":"0","v":2}',
    "another identifier": '{"id":"1","v":1}',
    "a key said twice": '{"id":"0","id":"0","v":1}',
    "spaces": '{"id": "0","v":1}',
    "keys out of order": '{"v":1,"id":"0"}',
    "a needless escape": '{"id":"0","motif":"\\u00e9","v":1}',
    "a number with two spellings": '{"id":"0","latency_us":1.0,"v":1}',
    "what is no JSON": '{"id":"0","latency_us":NaN,"v":1}',
    "no object": '["0"]',
}


@pytest.mark.parametrize("body", SIGNED_YET_WRONG.values(), ids=SIGNED_YET_WRONG.keys())
def test_an_entry_with_two_readings_is_refused_even_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    assert main(["verify", exported(tmp_path, [body])]) == FALSE
    assert "écriture n° 0 (0)" in capsys.readouterr().out


def test_many_faults_are_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = exported(tmp_path, ["{}"] * (MOST_KEPT + 20))

    assert main(["verify", folder]) == FALSE
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert f"({MOST_KEPT + 19} autre(s) défaut(s))" in out


@pytest.mark.parametrize("name", ["ecritures.ndjson", "checkpoint.txt", "cle.txt"])
def test_an_export_without_one_of_its_files_is_unusable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = exported(tmp_path, [a_body(0)])
    (tmp_path / name).unlink()

    assert main(["verify", folder]) == UNUSABLE
    assert "Export inutilisable" in capsys.readouterr().err


UNUSABLE_FILES = {
    "a key that is none": ("cle.txt", b"bonjour"),
    "a checkpoint that is none": ("checkpoint.txt", b"bonjour"),
    "a checkpoint that is no text": ("checkpoint.txt", b"\xff"),
    "an earlier checkpoint that is no string": ("points-de-controle.ndjson", b"3\n"),
    "an earlier checkpoint that is no JSON": ("points-de-controle.ndjson", b"{\n"),
}


@pytest.mark.parametrize(("name", "content"), UNUSABLE_FILES.values(), ids=UNUSABLE_FILES.keys())
def test_what_cannot_be_judged_is_told_apart_from_what_is_false(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    folder = exported(tmp_path, [a_body(0)])
    (tmp_path / name).write_bytes(content)

    assert main(["verify", folder]) == UNUSABLE
    assert capsys.readouterr().out == ""
