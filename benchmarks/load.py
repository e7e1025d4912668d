"""The load: wrk where it is installed, else a client of this repository."""

import itertools
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import pinned
from benchmarks.servers import Running, Variant

MOST_REQUESTS = 200_000
"""In one measure, however fast the server is."""
_numbers = itertools.count(0, MOST_REQUESTS)

_SCRIPT = """
local n, last = {first}, {first} + {most}
local letters = "ABCDEFGHIJKLMNOP"
local function letter(i) return string.sub(letters, i + 1, i + 1) end
local function name(k)
  k = k % 4096
  return "BANC" .. letter(math.floor(k / 256)) .. letter(math.floor(k / 16) % 16) .. letter(k % 16)
end
request = function()
  n = n + 1
  if n >= last then wrk.thread:stop() end
  return wrk.format("GET", {target}, {headers})
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests,
    e.status + e.connect + e.read + e.write + e.timeout, summary.duration,
    latency:percentile(50), latency:percentile(99)))
  io.write(string.format("status %d connect %d read %d write %d timeout %d\\n",
    e.status, e.connect, e.read, e.write, e.timeout))
end
"""


class Measure(NamedTuple):
    """One variant, one round."""

    answers: int
    errors: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Return answers a second."""
        return self.answers / self.seconds

    @property
    def cpu_us(self) -> float:
        """Return microseconds of processor for one answer."""
        return self.cpu_seconds / max(1, self.answers) * 1e6

    @property
    def utilisation(self) -> float:
        """Return how much of the server's core was used."""
        return self.cpu_seconds / self.seconds


class Load:
    """A way to load servers from one core."""

    def __init__(self, core: int, folder: Path) -> None:
        """Write scripts into `folder`."""
        self._core = core
        self._script = folder / "load.lua"
        self._wrk = shutil.which("wrk")

    @property
    def tool(self) -> str:
        """Name what loads."""
        return "wrk" if self._wrk else "benchmarks.client (no wrk here: slower, figures are floors)"

    def measure(self, running: Running, connections: int, seconds: float) -> Measure:
        """Load one server; RuntimeError when an answer is not a success."""
        before = running.cpu_seconds()
        line, *kinds = self._run(running.variant, connections, seconds)
        used = running.cpu_seconds() - before
        answers, errors, micros, p50, p99 = map(int, line.split())
        if errors or not answers:
            raise RuntimeError(
                f"{running.variant.name}: {answers} answers, {errors} errors: {kinds}"
            )
        return Measure(answers, errors, micros / 1e6, p50 / 1e3, p99 / 1e3, used)

    def _run(self, variant: Variant, connections: int, seconds: float) -> list[str]:
        command = (
            self._with_wrk(variant, connections, seconds)
            if self._wrk
            else _with_client(variant, connections, seconds)
        )
        done = subprocess.run(
            pinned(command, self._core),
            capture_output=True,
            text=True,
            timeout=seconds + 30,
            check=True,
        )
        return done.stdout.partition("RESULT ")[2].splitlines()

    def _with_wrk(self, variant: Variant, connections: int, seconds: float) -> list[str]:
        self._script.write_text(script(variant))
        options = ["-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "8s"]
        return [str(self._wrk), *options, "-s", str(self._script), variant.url]


def script(variant: Variant) -> str:
    """Return wrk's script: each request has a number, hence a token, of its own."""
    headers = ", ".join(f'["{k}"] = {_lua(v)}' for k, v in variant.headers.items())
    return (
        _SCRIPT.replace("{first}", str(next(_numbers)))
        .replace("{most}", str(MOST_REQUESTS))
        .replace("{target}", _lua(variant.target))
        .replace("{headers}", "{" + headers + "}")
    )


def _lua(template: str) -> str:
    """Turn a template into a Lua expression."""
    return '"' + template.replace("{n}", '" .. n .. "').replace("{name}", '" .. name(n) .. "') + '"'


def _with_client(variant: Variant, connections: int, seconds: float) -> list[str]:
    import json  # noqa: PLC0415  # only without wrk
    import sys  # noqa: PLC0415

    call = {
        "url": variant.url,
        "target": variant.target,
        "headers": dict(variant.headers),
        "connections": connections,
        "seconds": seconds,
        "first": next(_numbers),
        "most": MOST_REQUESTS,
    }
    return [sys.executable, "-m", "benchmarks.client", json.dumps(call)]
