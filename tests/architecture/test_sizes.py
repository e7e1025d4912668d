"""Files that are read in one sitting."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("benchmarks", "broker", "consumers", "contracts", "providers", "sandbox", "tests")
FILES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def lines_of(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert lines_of(path) <= 300


def test_an_init_says_what_the_package_is_and_no_more() -> None:
    assert [p for p in FILES if p.name == "__init__.py" and lines_of(p) > 10] == []
