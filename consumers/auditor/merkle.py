"""RFC 6962 trees, as a verifier meets them: leaves in order, and proofs.

Written apart from the broker's, so that one mistake is not made twice.
Two ways that share nothing but SHA-256: `Growing` keeps a stack while the leaves go by;
`root_from_path` climbs from one leaf (RFC 9162 §2.1.3.2).
"""

from collections.abc import Sequence
from hashlib import sha256

HASH_BYTES = 32


def hash_leaf(body: bytes) -> bytes:
    """Return SHA-256(0x00 || body)."""
    return sha256(b"\x00" + body).digest()


def _join(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that reads its leaves once, and knows its root after each of them."""

    def __init__(self) -> None:
        """Begin without leaves."""
        self.size = 0
        self._stack: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash: each trailing 1 of the old size closes a subtree."""
        ones = self.size
        while ones & 1:
            leaf = _join(self._stack.pop(), leaf)
            ones >>= 1
        self._stack.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of what was added so far."""
        if not self._stack:
            return sha256(b"").digest()
        root = self._stack[-1]
        for left in self._stack[-2::-1]:
            root = _join(left, root)
        return root


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that an inclusion proof leads to; None when its shape is impossible."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        return None
    position, last, root = index, size - 1, leaf
    for step in path:
        if not last or len(step) != HASH_BYTES:
            return None
        if position & 1 or position == last:
            root = _join(step, root)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            root = _join(root, step)
        position, last = position >> 1, last >> 1
    return None if last else root
