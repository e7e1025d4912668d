"""Keeps what a question says of a person out of the caller's own logs."""

import logging

import httpx


class WithoutQueries(logging.Filter):
    """httpx logs the URL of each call: cut it before `?`, where identities stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's URLs; never drop it."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_query, record.args))
        return True


def _without_query(value: object) -> object:
    return value.copy_with(query=None) if isinstance(value, httpx.URL) else value


_FILTER = WithoutQueries()


def hide_queries() -> None:
    """Install the filter on httpx's logger; harmless when it is already there."""
    logging.getLogger("httpx").addFilter(_FILTER)
