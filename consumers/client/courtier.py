"""Calls the broker. This is the file to read first.

    async with Courtier("https://courtier.example", jeton="…") as courtier:
        answer = await courtier.quotient_familial_france_connect(token, "21750001600019")
        answer.data.quotient_familial.valeur      # 1050, 0, or None: unknown, which is not zero
        answer.meta.journal.entry_id              # the receipt of this access

Three things to know:

* call from your server, never from a browser, and never put a token in a URL;
* a FranceConnect access token lives 60 seconds: call as soon as you hold it;
* catch `Refus` and `CourtierInjoignable`, and always offer another way of completing the démarche.
"""

from typing import Self, Unpack

import httpx

from consumers.client.answer import Answer, Data
from consumers.client.discretion import hide_queries
from consumers.client.questions import Parameters, Precisions, as_query, identite_pivot
from consumers.client.reading import read
from consumers.client.refusals import CourtierInjoignable
from contracts.flow import Access, Mode, Wire
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL, QuotientFamilial
from contracts.identite import Identite

TIMEOUT_SECONDS = 12.0
"""More than what the broker itself grants a provider: its explanation is worth the wait."""

_ACCESSES = {access.mode: access for access in QUOTIENT_FAMILIAL.accesses if access.wire is Wire.V3}


class Courtier:
    """One broker, and the token it gave you. Safe to share between concurrent calls."""

    def __init__(
        self, base_url: str, jeton: str | None = None, http: httpx.AsyncClient | None = None
    ) -> None:
        """Prepare the calls; nothing is sent.

        `jeton` is the token of your habilitation; the accesses by FranceConnect do without.
        `http` is a client of yours, which stays yours to close; without it, one is made that
        waits `TIMEOUT_SECONDS`.
        """
        hide_queries()
        self._base_url = base_url.rstrip("/")
        self._jeton = jeton
        self._http = http or httpx.AsyncClient(timeout=TIMEOUT_SECONDS)
        self._owns_http = http is None

    async def quotient_familial_france_connect(
        self, token: str, recipient: str, **precisions: Unpack[Precisions]
    ) -> Answer[QuotientFamilial]:
        """Ask about the person whose FranceConnect access token this is.

        `recipient` is the SIRET of the administration the data are for, even when its
        software vendor calls. Raises `Refus` or `CourtierInjoignable`, as all the others.
        """
        return await self.ask(
            _ACCESSES[Mode.FRANCE_CONNECT],
            {"recipient": recipient, **precisions},
            answer=QuotientFamilial,
            headers=_bearer(token),
        )

    async def quotient_familial_identite(
        self, identite: Identite, recipient: str, **precisions: Unpack[Precisions]
    ) -> Answer[QuotientFamilial]:
        """Ask about a person you name; nobody vouches for the name but you."""
        return await self.ask(
            _ACCESSES[Mode.IDENTITE],
            {**identite_pivot(identite), "recipient": recipient, **precisions},
            answer=QuotientFamilial,
            headers=_bearer(self._jeton),
        )

    async def quotient_familial_numero(
        self,
        numero: str,
        code_postal: str,
        recipient: str,
        jeton_france_connect: str | None = None,
        **precisions: Unpack[Precisions],
    ) -> Answer[QuotientFamilial]:
        """Ask about a file of the caisse: its 7 digits, and the post code of the household.

        With `jeton_france_connect`, the person must be an allocataire of that file. Without
        it, `meta.identite.niveau` is `aucun`: do not show the household to whoever is at the
        keyboard, nobody knows who that is.
        """
        beside = {"X-FranceConnect-Token": jeton_france_connect} if jeton_france_connect else {}
        return await self.ask(
            _ACCESSES[Mode.NUMERO_ALLOCATAIRE],
            {
                "numeroAllocataire": numero,
                "codePostal": code_postal,
                "recipient": recipient,
                **precisions,
            },
            answer=QuotientFamilial,
            headers=_bearer(self._jeton) | beside,
        )

    async def ask(
        self, access: Access, parameters: Parameters, *, answer: type[Data], headers: dict[str, str]
    ) -> Answer[Data]:
        """Ask by any v3 access of the catalogue; `headers` say who you are.

        Raises `Refus` when the broker says no, `CourtierInjoignable` when it says nothing.
        """
        try:
            response = await self._http.get(
                self._base_url + access.path, params=as_query(parameters), headers=headers
            )
        except httpx.HTTPError as error:
            raise CourtierInjoignable(
                f"le courtier ne répond pas ({type(error).__name__})"
            ) from error
        return read(response, answer)

    async def aclose(self) -> None:
        """Close the connections, unless they are yours."""
        if self._owns_http:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        """Enter a block at whose end the connections are closed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self.aclose()


def _bearer(token: str | None) -> dict[str, str]:
    """Without a token the broker says 00101: its explanation is better than ours."""
    return {"Authorization": f"Bearer {token}"} if token else {}
