"""Evidence is minted where its docstring says, and nowhere else."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "broker").rglob("*.py"))
MINTS = {
    "Ask": "broker/routes/data.py",
    "VerifiedPerson": "broker/identity/introspection.py",
    "VerifiedCaller": "broker/identity/callers.py",
    "Grant": "broker/habilitations/decision.py",
    "Question": "broker/identity/subject.py",
    "ProviderAnswer": "broker/upstream/fetch.py",
    "MatchedAnswer": "broker/matching/check.py",
    "Disclosure": "broker/minimisation.py",
    "Recorded": "broker/journal/writer.py",
    "Released": "broker/release.py",
}


def minters(evidence: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == evidence
    }


@pytest.mark.parametrize("evidence", MINTS)
def test_evidence_is_minted_in_one_module(evidence: str) -> None:
    assert minters(evidence) == {MINTS[evidence]}


def test_every_evidence_has_its_mint() -> None:
    tree = ast.parse((ROOT / "broker" / "evidence.py").read_text())
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}

    assert classes <= MINTS.keys()


def test_an_auditor_reads_the_path_in_one_sitting() -> None:
    path = ROOT / "broker" / "disclosure.py"
    steps = re.findall(r"# \((\d+)\)", path.read_text())

    assert len(path.read_text().splitlines()) < 120
    assert [int(step) for step in steps] == list(range(1, 11))
