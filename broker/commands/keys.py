"""Fresh secrets, as lines of an environment file. Nothing is written: the caller keeps them."""

import base64
import json
import secrets
from collections.abc import Mapping

from joserfc.jwk import ECKey

from broker.keys import KEY_BYTES

PASSWORD_BYTES = 24


def broker_secrets() -> dict[str, str]:
    """Return every secret that the broker's settings ask for, fresh."""
    return {
        "DLNUF_MASTER_KEY": _key(),
        "DLNUF_JOURNAL_KEY": _key(),
        "DLNUF_FC_CLIENT_SECRET": secrets.token_urlsafe(PASSWORD_BYTES),
        "DLNUF_FC_DECRYPTION_KEY": _decryption_key(),
        "DLNUF_CAF_CLIENT_SECRET": secrets.token_urlsafe(PASSWORD_BYTES),
    }


def federation_secrets() -> dict[str, str]:
    """Return the broker's secrets and those of the simulated organisations around it."""
    passwords = (
        "POSTGRES_PASSWORD",
        "DLNUF_APP_PASSWORD",
        "VALKEY_PASSWORD",
        "MAIRIE_FC_CLIENT_SECRET",
    )
    return (
        broker_secrets()
        | {"MAIRIE_SESSION_KEY": _key()}
        | {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in passwords}
    )


def as_lines(values: Mapping[str, str]) -> str:
    """Write `values` as NAME='value' lines, read alike by sh and by docker compose."""
    # None of our secrets holds a quote: base64url, or JSON of base64url.
    return "\n".join(f"{name}='{value}'" for name, value in values.items())


def _key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode().rstrip("=")


def _decryption_key() -> str:
    """Make the EC P-256 key that FranceConnect encrypts its checktoken answers for."""
    key = ECKey.generate_key("P-256", {"use": "enc", "alg": "ECDH-ES"}, auto_kid=True)
    return json.dumps(key.as_dict(private=True), separators=(",", ":"))
