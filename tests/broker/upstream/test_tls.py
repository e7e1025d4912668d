"""TLS to a provider: whose certificate, and ours."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from broker.upstream.transport import Http1Transport
from broker.upstream.wire import Patience
from tests.broker.upstream.scripted import Peer, answer, saying, serving

NOW = dt.datetime.now(dt.UTC)
LOOPBACK = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])


class Authority:
    """A certification authority of one test run; its certificates are PEM files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "AC de test")])
        self.certificate = folder / "ac.pem"
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        signed = self._signed(self.name, self.key.public_key(), constraints)
        self.certificate.write_bytes(signed)

    def _signed(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, extension: x509.ExtensionType
    ) -> bytes:
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - dt.timedelta(days=1))
            .not_valid_after(NOW + dt.timedelta(days=1))
            .add_extension(extension, critical=False)
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def issue(self, name: str) -> tuple[Path, Path]:
        """Return the certificate and the key of `name`, for 127.0.0.1."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        paths = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        paths[0].write_bytes(self._signed(subject, key.public_key(), LOOPBACK))
        paths[1].write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return paths

    def server_side(self, *, asks_for_client: bool = False) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=self.certificate)
        context.load_cert_chain(*self.issue("serveur"))
        context.verify_mode = ssl.CERT_REQUIRED if asks_for_client else ssl.CERT_NONE
        return context

    def client_side(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ac"))


async def test_a_certificate_of_a_known_authority_is_accepted(authority: Authority) -> None:
    transport = Http1Transport(tls=authority.client_side())
    async with serving(saying(answer(b"oui")), authority.server_side()) as server, transport:
        replies = [await transport.post_json(server.url, "/", {}, b"") for _ in range(2)]

        assert [reply.body for reply in replies] == [b"oui", b"oui"]
        assert server.connections == 1


async def test_an_unknown_authority_is_refused(authority: Authority) -> None:
    transport = Http1Transport(tls=ssl.create_default_context())
    async with serving(saying(answer(b"oui")), authority.server_side()) as server, transport:
        with pytest.raises(httpx.ConnectError) as caught:
            await transport.post_json(server.url, "/", {}, b"")

        assert isinstance(caught.value.__cause__, ssl.SSLCertVerificationError)
        assert server.heard == []


async def test_a_provider_that_asks_for_our_certificate_gets_it(authority: Authority) -> None:
    context = authority.client_side()
    context.load_cert_chain(*authority.issue("courtier"))
    transport = Http1Transport(tls=context)
    server_side = authority.server_side(asks_for_client=True)
    async with serving(saying(answer(b"oui")), server_side) as server, transport:
        assert (await transport.post_json(server.url, "/", {}, b"")).body == b"oui"


async def test_without_our_certificate_that_provider_gives_no_answer(authority: Authority) -> None:
    transport = Http1Transport(tls=authority.client_side())
    server_side = authority.server_side(asks_for_client=True)
    async with serving(saying(answer(b"oui")), server_side) as server, transport:
        with pytest.raises(httpx.TransportError):
            await transport.post_json(server.url, "/", {}, b"")

        assert server.heard == []


async def test_a_server_without_tls_is_no_https(authority: Authority) -> None:
    async def play(peer: Peer) -> None:
        await peer.reader.read(10)
        await peer.say(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    transport = Http1Transport(tls=authority.client_side())
    async with serving(play) as server, transport:
        with pytest.raises(httpx.ConnectError) as caught:
            await transport.post_json(f"https://127.0.0.1:{server.port}", "/", {}, b"")

        assert isinstance(caught.value.__cause__, ssl.SSLError)


async def test_a_handshake_that_never_ends_is_given_up(authority: Authority) -> None:
    async def play(peer: Peer) -> None:
        await peer.reader.read(-1)

    transport = Http1Transport(tls=authority.client_side())
    async with serving(play) as server, transport:
        with pytest.raises(httpx.ConnectTimeout):
            await transport.post_json(
                f"https://127.0.0.1:{server.port}", "/", {}, b"", Patience(connect=0.03)
            )
        await asyncio.sleep(0)
