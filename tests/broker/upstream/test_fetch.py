"""What a provider may answer, and the code each misbehaviour becomes."""

import logging
import traceback
from dataclasses import replace

import orjson
import pytest

from broker.errors import PersonRefused, ProviderFailed
from broker.evidence import ProviderAnswer
from broker.upstream.fetch import Upstream
from broker.upstream.pool import Limits
from broker.upstream.transport import Http1Transport
from contracts.catalogue import NOMENCLATURE
from contracts.flows.quotient_familial import QUOTIENT_FAMILIAL, QuotientFamilial
from contracts.upstream import Demande, Motif
from tests.broker.upstream.caf import Caf, endpoint_of
from tests.broker.upstream.questions import IDENTITE, NOM, NOT_KEPT, REPONSE, SIRET
from tests.broker.upstream.scripted import Peer, answer, serving


async def fetch_from(caf: Caf, seconds: float = 2.0) -> ProviderAnswer:
    transport = Http1Transport(limits=Limits(answer_bytes=4096))
    async with serving(caf.play) as server, transport:
        return await Upstream({"caf": endpoint_of(server, seconds)}, transport).fetch(
            NOT_KEPT, "req-1"
        )


async def test_an_answer_within_its_contract_is_given_whole() -> None:
    caf = Caf()

    given = await fetch_from(caf)

    donnees = given.reponse.donnees
    assert given.reponse.titulaire == IDENTITE
    assert isinstance(donnees, QuotientFamilial)
    assert donnees.quotient_familial is not None
    assert donnees.quotient_familial.valeur == 0
    assert given.cached_for is None


async def test_the_provider_knows_the_call_and_for_whom_and_nobody_is_in_the_address() -> None:
    caf = Caf()

    await fetch_from(caf)

    head, _, body = caf.questions[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/quotient_familial HTTP/1.1\r\n")
    assert b"x-correlation-id: req-1\r\n" in head
    assert f"x-apipart-fsfinal: {SIRET}\r\n".encode() in head
    assert Demande.model_validate_json(body) == NOT_KEPT.demande


@pytest.mark.parametrize("motif", QUOTIENT_FAMILIAL.motifs)
@pytest.mark.parametrize("status", ["404 Not Found", "422 Unprocessable Content"])
async def test_a_reasoned_refusal_is_about_the_person(motif: Motif, status: str) -> None:
    refus = orjson.dumps({"motif": motif, "detail": f"{NOM} inconnue"})

    with pytest.raises(PersonRefused) as caught:
        await fetch_from(Caf(data=answer(refus, status)))

    assert caught.value.code == QUOTIENT_FAMILIAL.motifs[motif]
    assert caught.value.motif == motif
    assert NOM not in str(caught.value)


CUT_SHORT = answer(REPONSE)[:-30]
SAYS: dict[str, tuple[bytes, str]] = {
    "an error of its own": (answer(b"oups", "500 Internal Server Error"), "35000"),
    "no gateway behind it": (answer(b"oups", "502 Bad Gateway"), "35000"),
    "closed, without saying until when": (answer(b"", "503 Service Unavailable"), "35000"),
    "closed for a while": (answer(b"", "503 Service Unavailable", "Retry-After: 60"), "35020"),
    "late behind its own gateway": (answer(b"", "504 Gateway Timeout"), "35002"),
    "our access is refused": (answer(b"", "403 Forbidden"), "35006"),
    "too many calls": (answer(b"", "429 Too Many Requests", "Retry-After: 1"), "35008"),
    "a redirection": (answer(b"", "302 Found", "Location: http://127.0.0.1/"), "35999"),
    "a request it does not understand": (answer(b"{}", "400 Bad Request"), "35999"),
    "an empty success": (answer(b"", "204 No Content"), "35999"),
    "a status that does not exist": (answer(b"", "799 Hm"), "35999"),
    "a page instead of data": (answer(f"<html>{NOM}</html>".encode()), "35999"),
    "JSON cut in the middle": (answer(REPONSE[:-20]), "35999"),
    "bytes that are not text": (answer(b'{"titulaire":"\xff\xfe"}'), "35999"),
    "JSON a thousand levels deep": (answer(b'{"a":' * 700), "35999"),
    "a field nobody agreed on": (
        answer(REPONSE[:-1] + b',"salaire":"' + NOM.encode() + b'"}'),
        "35999",
    ),
    "no person": (answer(orjson.dumps({"donnees": {}})), "35999"),
    "a negative quotient": (answer(REPONSE.replace(b'"valeur":0', b'"valeur":-1')), "35999"),
    "a 404 without a reason": (answer(b"Not Found", "404 Not Found"), "35999"),
    "a reason that does not exist": (answer(b'{"motif":"lune"}', "404 Not Found"), "35999"),
    "too long an answer": (answer(b" " * 5000), "35999"),
    "something that is not HTTP": (b"bonjour " + NOM.encode() + b"\r\n\r\n", "35999"),
    "half an answer, then silence": (CUT_SHORT, "35002"),
}


@pytest.mark.parametrize(("data", "code"), SAYS.values(), ids=SAYS)
async def test_whatever_the_provider_says_has_one_code_and_nobodys_name(
    data: bytes, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    with pytest.raises(ProviderFailed) as caught:
        await fetch_from(Caf(data=data), 0.1 if data is CUT_SHORT else 5)

    said = "".join(traceback.format_exception(caught.value)) + caught.value.motif + caplog.text
    assert caught.value.code == code
    assert caught.value.retry_in == NOMENCLATURE[code].retry_in
    assert NOM not in said
    assert caplog.records


@pytest.mark.parametrize(("reset", "code"), [(True, "35001"), (False, "35011")])
async def test_a_provider_that_hangs_up_has_one_code(reset: bool, code: str) -> None:  # noqa: FBT001  # a case
    class HangsUp(Caf):
        async def play(self, peer: Peer) -> None:
            while (await peer.request()).startswith(b"POST /oauth/token "):
                await peer.say(self.token())
            if reset:
                peer.reset()

    with pytest.raises(ProviderFailed) as caught:
        await fetch_from(HangsUp())

    assert caught.value.code == code


ELSEWHERE: dict[str, tuple[str, str]] = {
    "a port where nobody listens": ("http://127.0.0.1:1", "35001"),
    "a name that does not resolve": ("http://[fe80::1%25absente]:80", "35004"),
}


@pytest.mark.parametrize(("url", "code"), ELSEWHERE.values(), ids=ELSEWHERE)
async def test_a_provider_that_is_not_there_has_one_code(url: str, code: str) -> None:
    async with serving(Caf().play) as server, Http1Transport() as transport:
        endpoint = replace(endpoint_of(server), base_url=url)
        with pytest.raises(ProviderFailed) as caught:
            await Upstream({"caf": endpoint}, transport).fetch(NOT_KEPT, "r")

    assert caught.value.code == code


async def test_a_provider_without_tls_behind_https_has_one_code() -> None:
    async def play(peer: Peer) -> None:
        await peer.reader.read(10)
        await peer.say(answer(b"", "400 Bad Request"))

    async with serving(play) as server, Http1Transport() as transport:
        endpoint = replace(endpoint_of(server), base_url=server.url.replace("http:", "https:"))
        with pytest.raises(ProviderFailed) as caught:
            await Upstream({"caf": endpoint}, transport).fetch(NOT_KEPT, "r")

    assert caught.value.code == "35009"


async def test_a_provider_we_are_not_wired_to_is_unavailable() -> None:
    async with Http1Transport() as transport:
        with pytest.raises(ProviderFailed) as caught:
            await Upstream({}, transport).fetch(NOT_KEPT, "r")

    assert caught.value.code == "35001"


async def test_a_request_id_that_could_break_the_head_is_not_sent() -> None:
    caf = Caf()
    async with serving(caf.play) as server, Http1Transport() as transport:
        with pytest.raises(ProviderFailed):
            await Upstream({"caf": endpoint_of(server)}, transport).fetch(NOT_KEPT, "a\r\nb: c")

    assert caf.questions == []


async def test_a_provider_may_stand_behind_a_path() -> None:
    caf = Caf()

    async def play(peer: Peer) -> None:
        await peer.request()
        await peer.say(caf.token())
        await peer.request()
        await peer.say(caf.data)

    async with serving(play) as server, Http1Transport() as transport:
        endpoint = replace(endpoint_of(server), base_url=f"{server.url}/partenaires/")
        await Upstream({"caf": endpoint}, transport).fetch(NOT_KEPT, "r")

    assert [q.split(b" ")[1] for q in server.heard] == [
        b"/partenaires/oauth/token",
        b"/partenaires/v1/quotient_familial",
    ]
