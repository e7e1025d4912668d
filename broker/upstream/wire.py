"""An HTTP/1.1 request as bytes, and an answer as values (RFC 9112). Pure: no socket here."""

import functools
import math
import re
from collections.abc import Iterable
from typing import NamedTuple

import httpx

Header = tuple[bytes, bytes]

_HEAD = re.compile(
    rb"[A-Z]+ /[!-~]* HTTP/1\.1\r\n"
    rb"(?:[-!#$%&'*+.^_`|~0-9A-Za-z]+: [\t\x20-\x7e\x80-\xff]*\r\n)+\r\n"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class AnswerTooLarge(httpx.RemoteProtocolError):
    """The answer is longer than what we agreed to hold in memory."""


class AnswerTruncated(httpx.RemoteProtocolError):
    """The connection ended before the answer did, or before it began."""


class Origin(NamedTuple):
    """Who is spoken to: one pool of connections each."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """Return what stands in `Host` (RFC 9110 §7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if _DEFAULT_PORTS[self.scheme] == self.port else f"{host}:{self.port}"


@functools.lru_cache(maxsize=64)
def origin_of(url: str) -> Origin:
    """Return the origin of `url`; httpx.UnsupportedProtocol when it is not HTTP."""
    return origin_of_url(httpx.URL(url))


def origin_of_url(url: httpx.URL) -> Origin:
    """Return the origin of `url`; httpx.UnsupportedProtocol when it is not HTTP."""
    default = _DEFAULT_PORTS.get(url.scheme)
    if default is None or not url.host:
        raise httpx.UnsupportedProtocol("only http:// and https:// are spoken")
    return Origin(url.scheme, url.raw_host.decode("ascii"), url.port or default)


class Patience(NamedTuple):
    """How long each part of an exchange may last, in seconds."""

    pool: float = 5.0
    """Waiting for a connection."""
    connect: float = 5.0
    """Opening one, TLS included."""
    read: float = 10.0
    """From the request's last byte to the answer's: a slow drip does not prolong it."""
    total: float = math.inf
    """All of it, a second attempt included."""

    @classmethod
    def within(cls, seconds: float) -> "Patience":
        """Let each part use what is left of one deadline."""
        return cls(seconds, seconds, seconds, seconds)


class Message(NamedTuple):
    """One request, ready to be written."""

    data: bytes
    bodiless: bool = False
    """The answer has no body whatever its headers say (HEAD, RFC 9112 §6.3)."""
    repeatable: bool = False
    """Asking twice does no more than asking once (RFC 9110 §9.2.2)."""


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    headers: list[Header]
    body: bytes

    def header(self, name: bytes) -> bytes | None:
        """Return the first value of `name` (lower case), or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def written(method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """Return the request's bytes.

    Raises httpx.LocalProtocolError rather than write a head that could be read
    otherwise than meant: a line end, a NUL or a space where none belongs.
    """
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    try:
        head = "\r\n".join((*lines, "", "")).encode("latin-1")
    except UnicodeEncodeError:
        head = b""
    if head.count(b"\n") != len(lines) + 1 or not _HEAD.fullmatch(head):
        raise httpx.LocalProtocolError("the request's head is not well formed")
    return head + body
