"""The README's calls, pasted in order into one shell beside a running sandbox."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# -f: an answer of 4xx or 5xx ends the script. -e alone does not see it.
SHELL = """set -eu
curl() {{ command curl -f "$@"; }}
dlnuf() {{ {python} -m sandbox "$@"; }}
python() {{ {python} "$@"; }}
{script}
"""


def calls_of_the_readme() -> str:
    readme = (ROOT / "README.md").read_text()
    section = readme.partition("## Try each feature")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return "".join(blocks).replace(". .venv/bin/activate\n", "")


@pytest.mark.usefixtures("on_the_sandbox")
def test_every_call_of_the_readme_works_as_it_stands(tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed: the README's calls were not tried")
    script = SHELL.format(python=sys.executable, script=calls_of_the_readme())

    done = subprocess.run(
        ["sh", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert done.stdout.count('"valeur":820') >= 3
    assert done.stdout.count("Journal vérifié") == 2
