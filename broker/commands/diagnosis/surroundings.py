"""Python, settings and keys: what can be checked without leaving the process."""

import json
import sys

from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from pydantic import ValidationError

from broker.commands.diagnosis.finding import Finding
from broker.commands.environment import missing_names
from broker.keys import Keys
from broker.settings import Settings

_OLDEST = (3, 11)
_FRESH = "« dlnuf cles » en donne de bons."


def look_around() -> tuple[Settings | None, list[Finding]]:
    """Return the settings, None when they cannot be read, and what was found."""
    findings = [_python()]
    try:
        known = Settings()
    except ValidationError as error:
        names = ", ".join(sorted(missing_names(error)))
        remedy = f"Donnez-les dans l'environnement ; {_FRESH}"
        return None, [*findings, Finding("réglages", ok=False, seen=names, remedy=remedy)]
    settings = Finding("réglages", ok=True, seen=f"environnement {known.env}")
    return known, [*findings, settings, _keys(known), _decryption_key(known)]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    remedy = "Installez Python 3.11 ou plus récent."
    return Finding("Python", ok=sys.version_info >= _OLDEST, seen=version, remedy=remedy)


def _keys(known: Settings) -> Finding:
    try:
        Keys.derive(known.master_key.get_secret_value(), known.journal_key.get_secret_value())
    except ValueError as error:
        return Finding("clés", ok=False, seen=str(error), remedy=_FRESH)
    return Finding("clés", ok=True, seen="secret maître et clé du journal lisibles")


def _decryption_key(known: Settings) -> Finding:
    subject = "clé FranceConnect"
    try:
        key = ECKey.import_key(json.loads(known.fc_decryption_key.get_secret_value()))
    except (ValueError, JoseError) as error:
        return Finding(subject, ok=False, seen=type(error).__name__, remedy=_FRESH)
    ok = key.is_private and key.curve_name == "P-256"
    seen = f"{key.curve_name}, {'privée' if key.is_private else 'publique'}"
    return Finding(subject, ok=ok, seen=seen, remedy=_FRESH)
