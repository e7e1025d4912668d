"""What a verification found, in one French line."""

from dataclasses import dataclass, field

MOST_KEPT = 100
"""Faults kept; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something false, and the row it was found at when it belongs to one."""

    why: str
    """In French."""
    index: int | None = None
    """Place in the tree."""
    entry_id: str | None = None

    def __str__(self) -> str:
        """Name the row, then say what is wrong with it."""
        if self.index is None:
            return self.why
        known = f" ({self.entry_id})" if self.entry_id else ""
        return f"écriture n° {self.index}{known} : {self.why}"


@dataclass(slots=True)
class Report:
    """The outcome of `verify`."""

    origin: str
    size: int
    key_id: str
    faults: list[Fault] = field(default_factory=list)
    uncounted: int = 0
    """Faults beyond those kept."""

    def add(self, fault: Fault) -> None:
        """Keep a fault, or count it."""
        if len(self.faults) < MOST_KEPT:
            self.faults.append(fault)
        else:
            self.uncounted += 1

    @property
    def is_valid(self) -> bool:
        """Nothing false was found."""
        return not self.faults

    @property
    def line(self) -> str:
        """What was verified, or the first thing that is false."""
        return self._verified if self.is_valid else self._refuted

    @property
    def _verified(self) -> str:
        entries = f"{self.size} écriture(s), n° 0 à {self.size - 1}" if self.size else "0 écriture"
        return (
            f"Journal vérifié : {entries} ; empreintes, ordre et racine recalculés ; point de "
            f"contrôle « {self.origin} » de taille {self.size} signé par la clé {self.key_id}."
        )

    @property
    def _refuted(self) -> str:
        others = len(self.faults) + self.uncounted - 1
        more = f" ({others} autre(s) défaut(s))" if others else ""
        return f"Journal NON conforme : {self.faults[0]}.{more}"
