"""Checkpoints and proofs of the journal, read by auditors and by callers (RFC 6962, C2SP)."""

from typing import Annotated

from pydantic import Field

from contracts.base import Contract

Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class InclusionProof(Contract):
    """The entry is a leaf of the tree that the checkpoint signs."""

    entry_id: str
    leaf_index: int
    leaf_hash: Hex32
    """SHA-256(0x00 || entry bytes), RFC 6962 §2.1."""
    tree_size: int
    audit_path: tuple[Hex32, ...]
    """RFC 6962 §2.1.1, from the leaf's sibling up."""
    checkpoint: str
    """The signed note of `tree_size` (C2SP tlog-checkpoint)."""


class ExportRow(Contract):
    """One line of an export of the journal (NDJSON), enough to verify everything offline."""

    index: int
    entry_id: str
    leaf_hash: Hex32
    body: str
    """The canonical bytes of the entry (RFC 8785), as text."""
