"""What a call raises when it gives no data.

AppelSansReponse          no data came
├── Refus                 the broker said no, with codes of its nomenclature (`/api/errors`)
└── CourtierInjoignable   the broker said nothing that can be read: network, timeout, proxy
"""

from contracts.enveloppe import Erreur


class AppelSansReponse(Exception):
    """No data came: offer the person the other way of completing the démarche."""

    retry_in: int | None = None
    """Seconds after which the same call may succeed; None when it will not by itself."""


class Refus(AppelSansReponse):
    """The broker refused. Everything here may be shown or logged: no personal data in it."""

    def __init__(
        self, status: int, errors: tuple[Erreur, ...], request_id: str, retry_in: int | None
    ) -> None:
        """Keep the errors in the order in which the broker gave them; there is at least one."""
        self.status = status
        self.errors = errors
        self.request_id = request_id
        self.retry_in = retry_in
        super().__init__(f"{status}: {', '.join(self.codes)} (X-Request-Id: {request_id})")

    @property
    def codes(self) -> tuple[str, ...]:
        """Five-digit codes; the first one decided the status."""
        return tuple(error.code for error in self.errors)

    @property
    def titles(self) -> tuple[str, ...]:
        """A few words in French for each error."""
        return tuple(error.title for error in self.errors)

    @property
    def details(self) -> tuple[str, ...]:
        """A sentence in French for each error."""
        return tuple(error.detail for error in self.errors)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters to blame, where there are some."""
        return tuple(error.source.parameter for error in self.errors if error.source)

    @property
    def remede(self) -> str | None:
        """What to do about the first error, in French."""
        return self.errors[0].meta.remede

    @property
    def provider(self) -> str | None:
        """Who refused, when it is not the broker itself."""
        return self.errors[0].meta.provider


class CourtierInjoignable(AppelSansReponse):
    """The broker gave no answer that can be read; nobody knows whether it received the call."""

    retry_in = 10
