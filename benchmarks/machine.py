"""Which core serves and which one loads, and what a process has used of them (Linux)."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_FIELD_UTIME, _FIELD_STIME = 11, 12  # of /proc/PID/stat, after the name


def cores() -> tuple[int, int]:
    """Return the server's core and the load's: two where there are two."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


def pinned(command: Sequence[str], core: int) -> list[str]:
    """Return the command that runs on that core alone."""
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(core), *command] if taskset else list(command)


def cpu_seconds(pid: int) -> float:
    """Return what a process and its children have used of the processor."""
    return sum(_own_cpu_seconds(each) for each in _tree(pid))


def peak_megabytes(pid: int) -> float:
    """Return the largest resident size that one process of the tree ever had."""
    return max(map(_own_peak, _tree(pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    for child in children.split():
        yield from _tree(int(child))


def _own_cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[_FIELD_UTIME]) + int(fields[_FIELD_STIME])) / _TICK


def _own_peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def fdatasync_microseconds(folder: Path, times: int = 100) -> float:
    """Return what making one small write durable costs on this disk (median)."""
    taken = []
    with (folder / "fdatasync").open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"x" * 512)
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return sorted(taken)[times // 2] * 1e6
