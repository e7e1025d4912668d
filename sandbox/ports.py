"""Ports of the loopback: the first block of neighbours that nobody holds."""

import socket
from collections.abc import Sequence

LOOPBACK = "127.0.0.1"
FIRST = 8000
_STEP = 10
_TRIES = 100


def free_block(size: int, first: int = FIRST) -> Sequence[int]:
    """Return `size` consecutive ports that can be bound now, from `first` on, ten by ten.

    Raises OSError when a hundred blocks are taken.
    """
    for base in range(first, first + _STEP * _TRIES, _STEP):
        block = range(base, base + size)
        if all(map(_is_free, block)):
            return block
    raise OSError(f"no {size} free ports in a row from {first}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # uvicorn sets it too: a port that is only waiting for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
