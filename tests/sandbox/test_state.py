import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.state import Etat, forget, running_state, save, state_file


def a_state(pid: int) -> Etat:
    return Etat(
        pid=pid,
        urls={"courtier": "http://127.0.0.1:8000"},
        tokens={"mairie": "jeton"},
        personas=(),
        broker_env={"DLNUF_MASTER_KEY": "secret"},
    )


def a_dead_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_another_terminal_finds_the_sandbox_that_runs(tmp_path: Path) -> None:
    save(a_state(os.getpid()), state_file(tmp_path))

    assert running_state(tmp_path) == a_state(os.getpid())


def test_the_state_holds_secrets_and_is_its_users_alone(tmp_path: Path) -> None:
    save(a_state(os.getpid()), state_file(tmp_path))

    assert stat.S_IMODE(state_file(tmp_path).stat().st_mode) == 0o600


def test_what_is_printed_holds_no_secret_of_the_broker() -> None:
    shown = json.loads(a_state(1).shown())

    assert shown.keys() == {"urls", "tokens", "personas"}


def test_a_sandbox_that_was_killed_does_not_run_any_more(tmp_path: Path) -> None:
    save(a_state(a_dead_pid()), state_file(tmp_path))

    assert running_state(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"pid": "x"}'])
def test_a_state_that_cannot_be_read_is_no_sandbox(tmp_path: Path, content: bytes) -> None:
    state_file(tmp_path).write_bytes(content)

    assert running_state(tmp_path) is None


def test_a_sandbox_that_stopped_is_forgotten_once_or_twice(tmp_path: Path) -> None:
    save(a_state(os.getpid()), state_file(tmp_path))
    forget(state_file(tmp_path))
    forget(state_file(tmp_path))

    assert running_state(tmp_path) is None
