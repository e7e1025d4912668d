"""What is measured: the broker, the broker without its journal, and its peers."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import ECKey

from benchmarks.peers import nginx
from benchmarks.servers import Variant, uvicorn
from broker.commands.keys import broker_secrets
from contracts.habilitation import Environnement

BROKER = "broker"
WITHOUT_JOURNAL = "broker without journal"
NAIVE = "naive relay"
NGINX = "nginx"
UPSTREAM = "upstream stub"

SIRET = "21750001600019"
SERVICE = "banc-service"
ENVIRONMENTS = {
    BROKER: Environnement.PRODUCTION,
    WITHOUT_JOURNAL: Environnement.BAC_A_SABLE,
}
_AUDIENCE = "banc-courtier"
JOURNAL = "banc.dlnuf.localhost/journal"


@dataclass(frozen=True)
class Wiring:
    """What the servers of one run share."""

    folder: Path
    ports: Sequence[int]
    """The stand-in's first."""
    secrets: Mapping[str, str]

    @classmethod
    def fresh(cls, folder: Path, ports: Sequence[int]) -> "Wiring":
        """Draw new keys."""
        return cls(folder, ports, broker_secrets())

    @property
    def upstream_port(self) -> int:
        """Where CAF and FranceConnect listen."""
        return self.ports[0]

    @property
    def upstream_url(self) -> str:
        """Where CAF and FranceConnect stand."""
        return f"http://127.0.0.1:{self.upstream_port}"


def upstream(wiring: Wiring) -> Variant:
    """Return the stand-in of CAF and FranceConnect."""
    private = ECKey.import_key(json.loads(wiring.secrets["DLNUF_FC_DECRYPTION_KEY"]))
    return Variant(
        name=UPSTREAM,
        command=[sys.executable, "-m", "benchmarks.upstream_stub", str(wiring.upstream_port)],
        port=wiring.upstream_port,
        target="/v1/quotient_familial?nom={name}",
        env={
            "STUB_ENCRYPTION_KEY": json.dumps(private.as_dict(private=False)),
            "STUB_AUDIENCE": _AUDIENCE,
            "STUB_SERVICE": SERVICE,
        },
    )


def broker(wiring: Wiring, name: str, port: int, dsn: str) -> Variant:
    """Return the whole broker, or the one without its journal."""
    application = {
        BROKER: "broker.app:create_app_from_environment",
        WITHOUT_JOURNAL: "benchmarks.broker_without_journal:create_app",
    }[name]
    return Variant(
        name=name,
        command=uvicorn(application, port, "--factory", "--no-server-header"),
        port=port,
        target=f"/v3/dss/quotient_familial/france_connect?recipient={SIRET}",
        headers={"Authorization": "Bearer jeton-{n}"},
        # The broker that is judged is the one that runs in production, without doors.
        env=_settings(wiring, dsn) | {"DLNUF_ENV": ENVIRONMENTS[name].value},
    )


def _settings(wiring: Wiring, dsn: str) -> dict[str, str]:
    return dict(wiring.secrets) | {
        "DATABASE_URL": dsn,
        "DLNUF_JOURNAL_ORIGIN": JOURNAL,
        "DLNUF_FC_ISSUER": f"{wiring.upstream_url}/api/v2",
        "DLNUF_FC_CLIENT_ID": _AUDIENCE,
        "DLNUF_FC_CLIENT_SECRET": "banc",
        "DLNUF_CAF_URL": wiring.upstream_url,
        "DLNUF_CAF_CLIENT_ID": "banc",
        "DLNUF_CAF_CLIENT_SECRET": "banc",
    }


def naive_relay(wiring: Wiring, port: int) -> Variant:
    """Return the naive relay."""
    return Variant(
        name=NAIVE,
        command=uvicorn("benchmarks.peers.naive_relay:app", port),
        port=port,
        target="/quotient_familial?nom={name}",
        env={"RELAY_UPSTREAM": wiring.upstream_url},
    )


def reverse_proxy(wiring: Wiring, port: int) -> Variant | None:
    """Return nginx, or None where it is not installed."""
    command = nginx.command(wiring.folder, port, wiring.upstream_port)
    if command is None:
        return None
    return Variant(
        name=NGINX, command=command, port=port, target="/v1/quotient_familial?nom={name}"
    )
