"""Where a provider is reached, and as whom."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ProviderEndpoint:
    """A provider's address and the broker's credentials there.

    Whoever controls the address invents answers; each is still checked against the
    person asked about.
    """

    base_url: str
    """Scheme, host, port; a path is put before every path asked."""
    client_id: str
    client_secret: str = field(repr=False)
    timeout: float = 10.0
    """Seconds for one question, the access token's renewal included."""
    token_path: str = "/oauth/token"  # noqa: S105  # a path (RFC 6749 §3.2)

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def path(self, asked: str) -> str:
        """Return the path to ask for `asked`."""
        return urlsplit(self.base_url).path.rstrip("/") + asked
