"""Every way this provider refuses, with FranceConnect's own codes.

FranceConnect shows its code to the person and tells the service an OAuth 2.0 error;
we put the code in the description as well, so that a developer finds it.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of refusal."""

    code: str
    """FranceConnect's code."""
    error: str
    """RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6."""
    description: str
    """For the service's developer; ASCII, as RFC 6749 demands."""
    message: str
    """For the person, in French."""

    def because(self, description: str) -> "Fault":
        """Return the same fault with the precise cause."""
        return replace(self, description=description)


PARAMETERS = Fault(
    "030007",
    "invalid_request",
    "the authorization request is not valid",
    "Le service qui vous envoie ici a mal formulé sa demande de connexion.",
)
SCOPE = Fault(
    "030007",
    "invalid_scope",
    "requested scope is not allowed",
    "Le service qui vous envoie ici demande des données auxquelles il n'a pas droit.",
)
ABORTED = Fault(
    "030030",
    "access_denied",
    "user authentication aborted",
    "Vous avez interrompu la connexion.",
)
IDP_HINT = Fault(
    "030032",
    "invalid_request",
    "idp_hint is not a known identity provider",
    "Le service qui vous envoie ici demande un fournisseur d'identité inconnu.",
)
ACR_TOO_LOW = Fault(
    "100001",
    "server_error",
    "the identity provider answered with a lower acr than requested",
    "Le compte choisi n'atteint pas le niveau de garantie que ce service demande.",
)
ACR_UNSUPPORTED = Fault(
    "100002",
    "invalid_request",
    "acr_values not supported",
    "Le service qui vous envoie ici demande un niveau de garantie qui n'existe pas.",
)
SESSION = Fault(
    "190001",
    "access_denied",
    "session not found",
    "Cette connexion a expiré, est déjà terminée, ou a commencé dans un autre navigateur.",
)
LOGOUT = Fault(
    "030007",
    "invalid_request",
    "the logout request is not valid",
    "La demande de déconnexion n'est pas correcte.",
)
UNKNOWN_SERVICE = Fault(
    "330001",
    "invalid_client",
    "client_id is unknown",
    "Le service qui vous envoie ici n'est pas connu de ce FranceConnect simulé.",
)
BAD_CREDENTIALS = Fault(
    "330002",
    "invalid_client",
    "client authentication failed",
    "Le service n'a pas prouvé son identité.",
)


@dataclass(frozen=True, slots=True)
class Back:
    """Where a refusal may be sent: an address known to be the service's."""

    redirect_uri: str
    state: str | None


class Refused(Exception):
    """The person's journey stops. With `back`, the service is told; else a page says why."""

    def __init__(self, fault: Fault, back: Back | None = None) -> None:
        """Keep why, and where to send the person."""
        self.fault = fault
        self.back = back
        super().__init__(fault.code, fault.description)


class CallRefused(Exception):
    """A program's call is refused (RFC 6749 §5.2)."""

    def __init__(self, status: int, error: str, description: str) -> None:
        """Keep what the JSON answer says."""
        self.status = status
        self.error = error
        self.description = description
        super().__init__(error, description)


def credentials_refused(cause: str | None = None) -> CallRefused:
    """Return the refusal of a partner who did not prove who it is."""
    described = cause or BAD_CREDENTIALS.description
    return CallRefused(401, BAD_CREDENTIALS.error, f"{BAD_CREDENTIALS.code}: {described}")


class DoorRefused(Exception):
    """A sandbox door refuses what it was given: each field to blame, and a French sentence."""

    def __init__(self, *faults: tuple[str | None, str], status: int = 422) -> None:
        """Keep the fields and their sentences."""
        self.faults = faults
        self.status = status
        super().__init__(status)
