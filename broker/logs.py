"""Logs: JSON lines, one an event, never personal data.

What a call was about stays out by construction: only names of codes, routes and
identifiers of requests are passed here. `tests/journeys` reads a whole journey's logs.
"""

import logging

import structlog

_log = structlog.get_logger("dlnuf")


def configure() -> None:
    """Write JSON on standard output, at level INFO."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    # uvicorn's access log writes query strings, hence identities; httpx's writes URLs.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("httpx").setLevel(logging.WARNING)


def log_failure(error: BaseException, request_id: str) -> None:
    """Say that something unexpected happened, where, and never with what values."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    _log.error("unexpected", kind=type(error).__name__, request_id=request_id, frames=frames[-8:])


def log_event(event: str, **names: str | int) -> None:
    """Say that something happened; `names` are identifiers and counts."""
    _log.info(event, **names)
