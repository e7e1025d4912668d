"""Checkpoints signed earlier: each must fit the rows that it covers.

The first that does not tells between which rows the journal was changed.
"""

from collections.abc import Iterable

from consumers.auditor.merkle import Growing
from consumers.auditor.note import Key, is_signed, read_checkpoint
from consumers.auditor.report import Fault


class History:
    """The notes signed along the way, compared with the tree as it grows."""

    def __init__(self, notes: Iterable[str], key: Key) -> None:
        """Take the notes in any order; Unreadable when one is not a checkpoint.

        A signature is looked at only where it decides: it costs as much as eighty leaves.
        """
        self._key = key
        self._notes = {read_checkpoint(note).size: note for note in notes}
        self._fitting: list[int] = []
        self.refuted: int | None = None
        """Size of the first signed checkpoint that the rows contradict."""

    def compare(self, tree: Growing) -> None:
        """Compare the tree with the checkpoint of its size, if there is one."""
        note = self._notes.get(tree.size)
        if note is None or self.refuted is not None:
            return
        if read_checkpoint(note).root == tree.root():
            self._fitting.append(tree.size)
        elif is_signed(note, self._key):
            self.refuted = tree.size

    def blame(self) -> Fault:
        """Name the rows between the last signed checkpoint that fits and the one that does not."""
        return self.blame_after(self.refuted or 0)

    def blame_after(self, size: int) -> Fault:
        """Name the rows that a checkpoint of `size` contradicts and no earlier one vouches for."""
        first = next((s for s in reversed(self._fitting) if self._vouches(s, size)), 0)
        why = f"le contenu n'est pas celui qui a été signé au point de contrôle de taille {size}"
        if first < size - 1:
            why = f"d'elle au n° {size - 1}, {why}"
        return Fault(why, first)

    def _vouches(self, fitting: int, size: int) -> bool:
        return fitting < size and is_signed(self._notes[fitting], self._key)
