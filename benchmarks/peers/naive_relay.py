"""The naive relay: FastAPI and a shared `httpx.AsyncClient`, as a tutorial would write it.

No authentication, no journal, no identity check: it does far less than the broker.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Share one client among all requests."""
    async with httpx.AsyncClient(base_url=os.environ["RELAY_UPSTREAM"]) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/sante")
async def health() -> dict[str, str]:
    """Say that it is up."""
    return {"status": "ok"}


@app.get("/quotient_familial")
async def quotient_familial(request: Request, nom: str) -> dict[str, Any]:
    """Relay the question, return the answer."""
    client: httpx.AsyncClient = request.app.state.client
    question = {"sujet": {"par": "identite", "identite": {"nom_naissance": nom}}}
    response = await client.post("/v1/quotient_familial", json=question)
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer
