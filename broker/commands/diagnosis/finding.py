"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report, in French."""

    subject: str
    ok: bool
    seen: str
    remedy: str = ""
    """What to do when it is not."""
