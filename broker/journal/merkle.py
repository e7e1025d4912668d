"""The Merkle tree of RFC 6962 §2.1, kept as the hashes of its complete subtrees.

A complete subtree never changes once its last leaf is there, so the tree grows by
adding nodes only. A node is named (level, index): it covers the 2^level leaves from
index·2^level on. Everything here is a function of sizes and hashes.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

Node = tuple[int, int]
"""(level, index); level 0 is the leaves."""
Reader = Callable[[Node], bytes]
"""The hash of a complete subtree."""

EMPTY = hashlib.sha256(b"").digest()
"""Root of the tree without leaves."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def subtrees(start: int, end: int) -> list[Node]:
    """Return the largest complete subtrees that cover [start, end), from left to right.

    `start` is where a subtree of the tree begins: 0, or what `siblings` returns.
    """
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        found.append((level, start >> level))
        start += 1 << level
    return found


def siblings(index: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves that an inclusion proof hashes, from the leaf's sibling up.

    RFC 6962 §2.1.1. Raises ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, ranges = 0, size, []
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def root(size: int, read: Reader) -> bytes:
    """Return the root of the first `size` leaves."""
    return _fold([read(node) for node in subtrees(0, size)]) if size else EMPTY


def inclusion(index: int, size: int, read: Reader) -> list[bytes]:
    """Return the audit path of a leaf in the tree of `size`, from its sibling up."""
    return [
        _fold([read(node) for node in subtrees(start, end)]) for start, end in siblings(index, size)
    ]


def nodes_of_inclusion(index: int, size: int) -> list[Node]:
    """Return the nodes that `inclusion` reads."""
    return [node for start, end in siblings(index, size) for node in subtrees(start, end)]


def extend(size: int, leaves: Iterable[bytes], read: Reader) -> dict[Node, bytes]:
    """Return every complete subtree that `leaves`, added to a tree of `size`, completes.

    Leaves included, at level 0. `read` is asked for subtrees of the old tree's right
    edge only: `subtrees(0, size)`.
    """
    added: dict[Node, bytes] = {}
    for position, leaf in enumerate(leaves, start=size):
        level, index, value = 0, position, leaf
        added[level, index] = value
        while index & 1:
            left = (level, index - 1)
            value = node_hash(added[left] if left in added else read(left), value)
            level, index = level + 1, index >> 1
            added[level, index] = value
    return added


def _fold(hashes: Sequence[bytes]) -> bytes:
    """Hash subtrees, from left to right the larger first, into the one above them."""
    value = hashes[-1]
    for left in reversed(hashes[:-1]):
        value = node_hash(left, value)
    return value
