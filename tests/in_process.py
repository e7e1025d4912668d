"""HTTP without sockets: an httpx client that speaks to an ASGI app in this process."""

import httpx
from fastapi import FastAPI


def client_of(app: FastAPI, base_url: str = "http://test") -> httpx.AsyncClient:
    """Return a client of `app`; the caller closes it."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=True), base_url=base_url
    )
