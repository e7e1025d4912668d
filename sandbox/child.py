"""Becomes one uvicorn that does not outlive the sandbox, even one that is killed outright."""

import contextlib
import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask the kernel for a SIGTERM when the parent dies (Linux), then run uvicorn."""
    with contextlib.suppress(AttributeError, OSError):  # no prctl elsewhere: nothing is lost
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    command = [sys.executable, "-m", "uvicorn", *sys.argv[1:]]
    os.execv(sys.executable, command)  # noqa: S606  # no shell wanted


if __name__ == "__main__":
    main()
