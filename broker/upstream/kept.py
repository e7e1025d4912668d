"""Answers kept for a month that is over: sealed, and found by the whole question.

What is kept is the provider's answer before minimisation, so that the identity check
and the scopes apply anew each time. Whoever holds the database learns neither who was
asked about nor what was answered, and can only make answers disappear: a row changed,
prolonged or put in the place of another does not open.
"""

import asyncio
import hashlib
import hmac
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import orjson
import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg_pool import AsyncConnectionPool

from broker.clock import now
from broker.evidence import Question

_log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds: a database slower than that costs more than asking the provider again."""
_NONCE_BYTES = 12

_FIND = "SELECT scelle, expire_le FROM reponse_gardee WHERE cle = %s AND expire_le > %s"
_KEEP = """
INSERT INTO reponse_gardee (cle, scelle, expire_le) VALUES (%s, %s, %s)
ON CONFLICT (cle) DO UPDATE SET scelle = excluded.scelle, expire_le = excluded.expire_le
"""
_PURGE = """
DELETE FROM reponse_gardee WHERE cle IN (
  SELECT cle FROM reponse_gardee WHERE expire_le <= %s
  ORDER BY expire_le LIMIT %s FOR UPDATE SKIP LOCKED)
"""


class Kept(NamedTuple):
    """A kept answer."""

    body: bytes
    """As the provider wrote it."""
    seconds_left: int


class KeptAnswers:
    """The table `reponse_gardee`. When it fails, the answer is not kept: nothing else fails."""

    def __init__(
        self,
        pool: AsyncConnectionPool,
        key: bytes,
        clock: Callable[[], datetime] = now,
        patience: float = PATIENCE,
    ) -> None:
        """`key` is 32 secret bytes that serve nothing else; `patience` is in seconds."""
        self._pool = pool
        self._patience = patience
        self._clock = clock
        self._naming = hmac.digest(key, b"nom", hashlib.sha256)
        self._sealing = AESGCM(hmac.digest(key, b"sceau", hashlib.sha256))

    async def find(self, question: Question) -> Kept | None:
        """Return the answer kept for that very question, if there is one."""
        name, at = self._name(question), self._clock()
        try:
            async with asyncio.timeout(self._patience), self._pool.connection() as connection:
                cursor = await connection.execute(_FIND, (name, at))
                row = await cursor.fetchone()
        except (psycopg.Error, TimeoutError) as error:
            _log.warning("kept answers cannot be read: %s", type(error).__name__)
            return None
        return None if row is None else self._opened(name, row[0], row[1], at)

    def _opened(self, name: bytes, sealed: bytes, expires: datetime, at: datetime) -> Kept | None:
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            body = self._sealing.decrypt(nonce, ciphertext, _bound_to(name, expires))
        except (InvalidTag, ValueError):
            _log.warning("a kept answer does not open: altered, or sealed under another key")
            return None
        return Kept(body, max(1, int((expires - at).total_seconds())))

    async def keep(self, question: Question, body: bytes) -> None:
        """Keep the provider's answer as long as the flow allows; a newer one replaces it."""
        name = self._name(question)
        life = timedelta(seconds=question.grant.flow.freshness.past_month_seconds)
        expires = (self._clock() + life).replace(microsecond=0)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._sealing.encrypt(nonce, body, _bound_to(name, expires))
        try:
            async with asyncio.timeout(self._patience), self._pool.connection() as connection:
                await connection.execute(_KEEP, (name, sealed, expires))
        except (psycopg.Error, TimeoutError) as error:
            _log.warning("an answer cannot be kept: %s", type(error).__name__)

    async def purge(self, most: int = 1000) -> int:
        """Delete at most `most` expired answers; return how many. Raises psycopg.Error."""
        async with self._pool.connection() as connection:
            cursor = await connection.execute(_PURGE, (self._clock(), most))
            return cursor.rowcount

    def _name(self, question: Question) -> bytes:
        """Name the whole question: two that differ in anything never share an answer."""
        grant = question.grant
        whole = {
            "acces": grant.access.mode,
            "demande": question.demande.model_dump(mode="json"),
            "destinataire": grant.recipient,
            "flux": grant.flow.name,
            "habilitation": str(grant.caller.habilitation.id),
        }
        canonical = orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)
        return hmac.digest(self._naming, canonical, hashlib.sha256)


def _bound_to(name: bytes, expires: datetime) -> bytes:
    """Return what a sealed answer is tied to: its question, and its end."""
    return name + int(expires.timestamp()).to_bytes(8, "big")
