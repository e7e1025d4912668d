"""The published attacks on JOSE, read where they are; none where the folder is absent."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3].parent / "shared/reference/vectors/wycheproof-jose"
SIGNATURES = ("json_web_signature_test.json", "json_web_crypto_test.json", "json_web_key_test.json")
ENCRYPTIONS = ("json_web_encryption_test.json", "json_web_crypto_test.json")


def header_of(token: str) -> dict[str, Any]:
    try:
        header = json.loads(base64.urlsafe_b64decode(token.partition(".")[0] + "==="))
    except ValueError:
        return {}
    return header if isinstance(header, dict) else {}


def only_key(key: dict[str, Any]) -> dict[str, Any]:
    keys = key.get("keys", [key])
    return keys[0] if len(keys) == 1 else {}


def vectors(names: tuple[str, ...], half: str, form: str) -> Iterator[Any]:
    """Each vector whose key is on a curve: key, token, whether it is right."""
    for name in names:
        for group in json.loads((FOLDER / name).read_text())["testGroups"]:
            key = only_key(group.get(half) or {})
            for test in group["tests"] if "crv" in key else ():
                if isinstance(token := test.get(form), str):
                    label = f"{name.removesuffix('_test.json')}-{test['tcId']}-{test['comment']}"
                    yield pytest.param(key, token, test["result"] == "valid", id=label)


def skip_without_vectors() -> None:
    """Say aloud, for the whole module, that the vectors are not here."""
    if not FOLDER.is_dir():
        pytest.skip(f"no Wycheproof vectors in {FOLDER}", allow_module_level=True)
