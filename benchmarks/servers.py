"""Servers under measure: started on the loopback, pinned, stopped by their own pid."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.machine import cpu_seconds, peak_megabytes, pinned

START_SECONDS = 30.0
STOP_SECONDS = 10.0
_OURS = ("DLNUF_", "DATABASE_", "STUB_", "RELAY_")
_UVICORN = ("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A server, and the calls that it is measured with."""

    name: str
    command: Sequence[str]
    port: int
    target: str
    """Path and query; `{n}` is a number never used before, `{name}` somebody's name."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The same marks are replaced in their values."""
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    health: str = "/sante"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Running:
    """A variant that listens."""

    variant: Variant
    pid: int

    def cpu_seconds(self) -> float:
        """Return what it has used so far, children included."""
        return cpu_seconds(self.pid)

    def peak_megabytes(self) -> float:
        """Return the largest resident size of one of its processes."""
        return peak_megabytes(self.pid)


def uvicorn(application: str, port: int, *options: str) -> list[str]:
    """Return the command that serves an ASGI application as the broker is served."""
    address = ("--host", "127.0.0.1", "--port", str(port))
    return [sys.executable, "-m", "uvicorn", application, *address, *_UVICORN, *options]


@contextlib.contextmanager
def running(variant: Variant, core: int, logs: Path) -> Iterator[Running]:
    """Run it until the block ends; entered once it answers. Raises RuntimeError if it does not."""
    log = logs / f"{variant.name.replace(' ', '-')}.log"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            pinned(variant.command, core),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=kept | dict(variant.env),
        )
    try:
        _wait(variant, process, log)
        yield Running(variant, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(variant: Variant, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    with httpx.Client(trust_env=False, timeout=2) as client:
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(httpx.HTTPError):
                if client.get(variant.url + variant.health).is_success:
                    return
            time.sleep(0.05)
    tail = log.read_text(errors="replace")[-2000:]
    raise RuntimeError(f"{variant.name} does not answer:\n{tail}")
