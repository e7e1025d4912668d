"""Every way a sign-in ends without a person."""

from enum import StrEnum


class Cause(StrEnum):
    """What the page must explain."""

    ABANDON = "abandon"
    """She refused, or turned back."""
    SESSION = "session"
    """The answer belongs to no sign-in of this browser, or to one that is over."""
    INDISPONIBLE = "indisponible"
    """FranceConnect does not answer."""
    REFUS = "refus"
    """FranceConnect answered that it cannot."""
    NON_VERIFIEE = "non_verifiee"
    """FranceConnect's answer does not stand up to our checks."""


class SignInFailed(Exception):
    """Nobody is signed in. The message is for our logs: it names a check, never a person."""

    def __init__(self, cause: Cause, why: str) -> None:
        """Keep the cause apart from the message."""
        self.cause = cause
        super().__init__(why)


def cause_of(error: str) -> Cause:
    """Return the cause behind the `error` of an authorisation response (RFC 6749 §4.1.2.1)."""
    if error == "access_denied":
        return Cause.ABANDON
    if error in {"server_error", "temporarily_unavailable"}:
        return Cause.INDISPONIBLE
    return Cause.REFUS
