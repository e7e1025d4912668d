"""Verifies an export of the journal: every row, their order, the root, the signature."""

from collections.abc import Iterable

from consumers.auditor.history import History
from consumers.auditor.merkle import Growing, hash_leaf
from consumers.auditor.note import Checkpoint, Key, is_signed, read_checkpoint, read_key
from consumers.auditor.report import Fault, Report
from consumers.auditor.row import Falsified, Row, check_row, read_row


def verify(lines: Iterable[str], checkpoint: str, key: str, earlier: Iterable[str] = ()) -> Report:
    """Recompute everything that the export claims.

    `lines` are the rows (NDJSON) in the order of the tree, `checkpoint` the signed note,
    `key` the public key, `earlier` notes signed before: each must fit the same rows, and
    they tell where the rows went wrong. Raises Unreadable when key or checkpoint is none.
    """
    trusted, signed = read_key(key), read_checkpoint(checkpoint)
    report = Report(signed.origin, signed.size, trusted.key_id.hex())
    if not _is_trusted(checkpoint, signed, trusted):
        report.add(Fault("le point de contrôle n'est pas signé par la clé donnée"))
    history = History(earlier, trusted)
    tree = Growing()
    for line in lines:
        _take(line, tree, report, signed.size)
        history.compare(tree)
    _conclude(tree, signed, history, report)
    return report


def _is_trusted(note: str, signed: Checkpoint, key: Key) -> bool:
    return signed.origin == key.name and is_signed(note, key)


def _take(line: str, tree: Growing, report: Report, size: int) -> None:
    """Add a row to the tree; one that is false is reported, and the next ones still checked."""
    place, row = tree.size, None
    try:
        row = read_row(line)
        leaf = check_row(row)
        _check_place(row, place, size)
    except Falsified as fault:
        entry_id = None if row is None else row.entry_id
        report.add(Fault(str(fault), place, entry_id))
        leaf = hash_leaf(b"" if row is None else row.body)
    tree.add(leaf)


def _check_place(row: Row, place: int, size: int) -> None:
    if row.index != place:
        raise Falsified(f"elle porte le n° {row.index} : une écriture manque, s'ajoute ou a bougé")
    if place >= size:
        raise Falsified("elle est au-delà du point de contrôle")


def _conclude(tree: Growing, signed: Checkpoint, history: History, report: Report) -> None:
    if tree.size < signed.size:
        missing = f"elle manque, et {signed.size - tree.size - 1} après elle"
        report.add(Fault(missing, tree.size))
    if report.faults:
        return
    if history.refuted is not None:
        report.add(history.blame())
    elif tree.root() != signed.root:
        report.add(history.blame_after(signed.size))
