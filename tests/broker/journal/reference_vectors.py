"""Published vectors of other implementations, where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[4] / "shared" / "reference" / "vectors"

need_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason=f"published vectors are not at {VECTORS}"
)


def inclusion_vectors() -> dict[str, dict[str, Any]]:
    """RFC 6962 inclusion proofs, good and corrupted, by the name of their file."""
    folder = VECTORS / "transparency-dev-merkle" / "inclusion"
    return {
        str(path.relative_to(folder)): json.loads(path.read_text())
        for path in sorted(folder.rglob("*.json"))
    }


_WORDS = "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
TESSERA_LEAVES = _WORDS.split()
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
TESSERA_SEED = "AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
"""Published for tests: type, then seed."""


def tessera_checkpoint(size: int) -> str:
    return (VECTORS / "tessera-log" / "log" / f"checkpoint.{size}").read_text()
