"""One program of the federation: what runs, where, with which settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.ports import LOOPBACK


@dataclass(frozen=True, kw_only=True)
class Program:
    """An ASGI program, by its factory."""

    name: str
    factory: str
    """`module:function`, as uvicorn takes it."""
    port: int
    env: Mapping[str, str] = field(repr=False)
    """Its settings; secrets among them."""
    health: str = "/sante"

    @property
    def url(self) -> str:
        """Where it answers on this machine."""
        return f"http://{LOOPBACK}:{self.port}"
