"""One HTTP/1.1 connection: one exchange at a time, the answer read whole (RFC 9112)."""

import asyncio
from collections.abc import Callable
from typing import cast

import httptools
import httpx

from broker.upstream.wire import Answer, AnswerTooLarge, AnswerTruncated, Header, Message

_FIRST_FINAL_STATUS = 200
_WITHOUT_BODY = frozenset({204, 304})


class Connection(asyncio.Protocol):
    """A connection that carries one exchange after another.

    `lost` is called once, when it is closed, whoever closes it.
    """

    def __init__(self, lost: Callable[["Connection"], None], limit: int) -> None:
        """Hold at most `limit` bytes of an answer, head included."""
        self._lost = lost
        self._limit = limit
        self._transport: asyncio.Transport
        self._pending: asyncio.Future[Answer] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._reusable = True
        self.closed = False
        self.exchanges = 0
        """How many requests were written on it."""
        self.received = 0
        """Bytes of the current answer."""
        self.idle_since = 0.0
        """Loop's time at which the last exchange ended."""
        self._begin(bodiless=False)

    def _begin(self, *, bodiless: bool) -> None:
        self.received = 0
        self._bodiless = bodiless
        self._headers: list[Header] = []
        self._chunks: list[bytes] = []
        self._ends_with_connection = False

    @property
    def usable(self) -> bool:
        """Whether another request can be written on it."""
        return self._reusable and not self._transport.is_closing()

    def ask(self, message: Message) -> asyncio.Future[Answer]:
        """Write the request; the future holds the answer, or an httpx.TransportError."""
        self._begin(bodiless=message.bodiless)
        self.exchanges += 1
        self._pending = asyncio.get_running_loop().create_future()
        self._transport.write(message.data)
        return self._pending

    def close(self) -> None:
        """Close at once: what may still arrive is nobody's answer."""
        self._reusable = False
        self._transport.abort()

    def fail(self, error: httpx.TransportError) -> None:
        """End the current exchange with `error`, and the connection with it."""
        pending, self._pending = self._pending, None
        if pending is not None and not pending.done():
            pending.set_exception(error)
        self.close()

    def expire(self) -> None:
        """End the current exchange: its time is over."""
        self.fail(httpx.ReadTimeout("the answer did not come in time"))

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass

    def data_received(self, data: bytes) -> None:
        """Read what arrives, if it was asked for, up to the limit."""
        self.received += len(data)
        if self._pending is None:
            self.close()  # nobody asked: taking it for the next answer would mix people up
        elif self.received > self._limit:
            self.fail(AnswerTooLarge(f"an answer of more than {self._limit} bytes"))
        else:
            self._feed(data)

    def _feed(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.fail(httpx.RemoteProtocolError("the answer is not HTTP/1.1"))

    def connection_lost(self, exc: Exception | None) -> None:
        """End the exchange: well if its body was to last until now, else with an error."""
        self._reusable, self.closed = False, True
        if exc is None and self._ends_with_connection:
            self._complete()
        pending, self._pending = self._pending, None
        if pending is not None and not pending.done():
            pending.set_exception(self._loss(exc))
        self._lost(self)

    def _loss(self, exc: Exception | None) -> httpx.TransportError:
        error: httpx.TransportError
        if self.received or exc is None:
            error = AnswerTruncated("the connection ended before the answer did")
        else:
            error = httpx.ReadError("the connection broke before an answer came")
        error.__cause__ = exc
        return error

    # httptools

    def on_message_begin(self) -> None:
        """See whether an answer follows the one that was asked for."""
        if self._pending is None:
            self._reusable = False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header; a trailer is kept as one."""
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Learn where the body ends (RFC 9112 §6.3)."""
        status = self._parser.get_status_code()
        if self._bodiless and status >= _FIRST_FINAL_STATUS:
            # The parser cannot know that the request was a HEAD: it would wait for a body.
            self._complete()
            self._parser = httptools.HttpResponseParser(self)
        elif status >= _FIRST_FINAL_STATUS and status not in _WITHOUT_BODY:
            self._ends_with_connection = not self._is_framed()

    def _is_framed(self) -> bool:
        """Say whether the head says where the body ends.

        An unknown transfer coding or a length beyond the limit ends the exchange here:
        what we would not keep is not read.
        """
        framing = {name.lower(): value for name, value in self._headers}
        if framing.get(b"transfer-encoding", b"chunked").lower() != b"chunked":
            raise httptools.HttpParserError("a transfer coding that was not asked for")
        if int(framing.get(b"content-length", 0)) > self._limit:
            self.fail(AnswerTooLarge(f"an answer of more than {self._limit} bytes"))
        return b"transfer-encoding" in framing or b"content-length" in framing

    def on_body(self, chunk: bytes) -> None:
        """Keep a part of the body; one that should not be there spoils the connection."""
        self._chunks.append(chunk)
        self._reusable = self._reusable and self._pending is not None

    def on_message_complete(self) -> None:
        """Give the answer, unless it is an interim one (1xx), which is skipped."""
        if self._parser.get_status_code() >= _FIRST_FINAL_STATUS:
            self._complete()
        else:
            self._headers = []

    def _complete(self) -> None:
        pending, self._pending = self._pending, None
        self._reusable = self._reusable and self._parser.should_keep_alive()
        self._ends_with_connection = False
        if pending is not None and not pending.done():
            status = self._parser.get_status_code()
            pending.set_result(Answer(status, self._headers, b"".join(self._chunks)))
