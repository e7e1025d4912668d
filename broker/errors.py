"""Every way the broker refuses.

Refusal                 carries codes of the nomenclature; what the caller reads follows from them
├── CallerRefused       401, 429  who calls is not proved, or calls too often
├── RightRefused        403       nothing allows this caller to ask this
├── ParametersRefused   400, 422  what is asked cannot be read
├── PersonRefused       404, 422  about whom: unknown, ambiguous, or somebody else
├── ProviderFailed      50x       FranceConnect or the data provider gave no usable answer
└── BrokerUnavailable   503       the broker cannot check a right, or cannot write its journal

StaleAuthority is not a refusal: a right changed while the answer was being made, so the
whole question is judged again.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One code of the nomenclature, and the parameter to blame if there is one."""

    code: str
    parameter: str | None = None


class Refusal(Exception):
    """A refusal. Its codes reach the caller; `motif` stays in the journal.

    No personal data in either.
    """

    def __init__(
        self, *reasons: Reason | str, motif: str = "", retry_in: int | None = None
    ) -> None:
        """Keep the reasons; `motif` is the true cause where the code must not tell it."""
        self.reasons = tuple(r if isinstance(r, Reason) else Reason(r) for r in reasons)
        self.motif = motif
        self.retry_in = retry_in
        super().__init__(", ".join(reason.code for reason in self.reasons), motif)

    @property
    def code(self) -> str:
        """The first code: the one whose status is served."""
        return self.reasons[0].code


class CallerRefused(Refusal):
    """Who calls is not proved, or calls too often."""


class RightRefused(Refusal):
    """Nothing allows this caller to ask this."""


class ParametersRefused(Refusal):
    """What is asked cannot be read."""


class PersonRefused(Refusal):
    """About whom: unknown, ambiguous, or somebody else."""


class ProviderFailed(Refusal):
    """FranceConnect or the data provider gave no usable answer."""


class BrokerUnavailable(Refusal):
    """The broker cannot check a right, or cannot write its journal."""


class StaleAuthority(Exception):
    """A token or a habilitation changed since this answer's rights were read."""
