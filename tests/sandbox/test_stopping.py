"""Ctrl-C, or a supervisor's SIGTERM, at whatever moment: nothing of the sandbox stays."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.ports import free_block
from sandbox.state import running_state

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dlnuf-essai-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_a_sandbox_told_to_stop_while_it_starts_leaves_nothing(
    folder: Path, number: signal.Signals
) -> None:
    env = os.environ | {"DLNUF_DATA": str(folder), "DLNUF_PORT_BASE": "18400"}
    command = [sys.executable, "-u", "-m", "sandbox", "sandbox", "start"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        address = next(line for line in runner.stdout if "courtier démarre" in line)
        runner.send_signal(number)
        runner.communicate(timeout=60)

    match = re.search(r":(\d+)…", address)
    assert match
    assert runner.returncode == 0
    assert free_block(1, int(match[1]))[0] == int(match[1])
    assert running_state(folder) is None
    assert not (folder / "pg" / "postmaster.pid").exists()
