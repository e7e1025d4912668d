"""Exports written by hand, without broker nor database, in the published format."""

import json
from collections.abc import Sequence
from pathlib import Path

from broker.journal.entry import encode
from consumers.auditor.merkle import Growing, hash_leaf
from tests.broker.journal.makers import a_signer, an_entry

ROWS, NOTE, EARLIER, KEY = (
    "ecritures.ndjson",
    "checkpoint.txt",
    "points-de-controle.ndjson",
    "cle.txt",
)
SIGNER = a_signer()


def a_row(index: int, entry_id: str, body: str) -> str:
    leaf = hash_leaf(body.encode()).hex()
    row = {"index": index, "entry_id": entry_id, "leaf_hash": leaf, "body": body}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def an_export(folder: Path, bodies: Sequence[str], ids: Sequence[str], *signed: int) -> Path:
    """Write an export of these bodies, with a checkpoint at each size of `signed` and the last."""
    tree, notes, lines = Growing(), [], []
    for index, (entry_id, body) in enumerate(zip(ids, bodies, strict=True)):
        tree.add(hash_leaf(body.encode()))
        lines.append(a_row(index, entry_id, body))
        if tree.size in signed:
            notes.append(SIGNER.checkpoint(tree.size, tree.root()))
    (folder / ROWS).write_text("".join(lines))
    (folder / NOTE).write_text(SIGNER.checkpoint(tree.size, tree.root()))
    (folder / EARLIER).write_text("".join(json.dumps(note) + "\n" for note in notes))
    (folder / KEY).write_text(SIGNER.verifier_key)
    return folder


def an_honest_export(folder: Path) -> Path:
    """Seven entries, signed after 2, 3 and 7."""
    entries = [an_entry() for _ in range(7)]
    bodies = [encode(entry).decode() for entry in entries]
    return an_export(folder, bodies, [str(entry.entry_id) for entry in entries], 2, 3, 7)
