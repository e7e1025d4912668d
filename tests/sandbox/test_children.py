import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sandbox.children import DidNotStart, environment, healthy, running
from sandbox.ports import free_block
from sandbox.program import Program


def a_program(factory: str = "answers", health: str = "/sante") -> Program:
    (port,) = free_block(1, 18500)
    target = f"tests.sandbox.apps:{factory}"
    return Program(name="essai", factory=target, port=port, env={}, health=health)


async def test_a_program_answers_then_stops_with_its_block(tmp_path: Path) -> None:
    async with running(a_program(), tmp_path) as child, httpx.AsyncClient() as client:
        await healthy(child)
        response = await client.get(f"{child.program.url}/sante")

    assert response.json() == {"statut": "ok"}
    assert child.process.returncode is not None


async def test_a_program_that_dies_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    async with running(a_program("dies"), tmp_path) as child:
        with pytest.raises(DidNotStart) as stopped:
            await healthy(child)

    assert "rien à lire dans l'environnement" in stopped.value.tail


async def test_a_program_that_says_nothing_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    async with running(a_program(health="/absent"), tmp_path) as child:
        with pytest.raises(DidNotStart):
            await healthy(child, within=0.3)

    assert child.process.returncode is not None


def test_a_program_reads_its_own_settings_and_not_this_shells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DLNUF_ENV", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://production")
    monkeypatch.setenv("http_proxy", "http://proxy.exemple.invalid")

    seen = environment({"CAF_CLIENT_ID": "courtier"})

    assert seen["CAF_CLIENT_ID"] == "courtier"
    assert not {"DLNUF_ENV", "DATABASE_URL"} & seen.keys()
    assert seen["no_proxy"] == "*"


@pytest.mark.skipif(
    sys.platform != "linux", reason="Linux alone tells a child that its parent died"
)
def test_a_sandbox_that_is_killed_outright_leaves_nothing_behind() -> None:
    program = a_program()
    command = [sys.executable, "-c", _PARENT, program.factory, str(program.port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        _wait_until(lambda: b"uvicorn" in Path(f"/proc/{child}/cmdline").read_bytes())
        parent.send_signal(signal.SIGKILL)

    _wait_until(lambda: not _runs(child))


_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-m", "sandbox.child", "--factory", sys.argv[1],
                          "--port", sys.argv[2], "--log-level", "error"])
print(child.pid, flush=True)
child.wait()
"""


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"  # dead, and nobody has looked yet


def _wait_until(happens: Callable[[], bool], within: float = 20) -> None:
    deadline = time.monotonic() + within
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.02)
