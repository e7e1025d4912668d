import base64
import json

import pytest

from consumers.auditor.note import Unreadable, is_signed, read_checkpoint, read_key
from tests.broker.journal.makers import ORIGIN, a_signer
from tests.broker.journal.reference_vectors import (
    TESSERA_KEY,
    VECTORS,
    need_vectors,
    tessera_checkpoint,
)

NOTE = a_signer().checkpoint(3, b"r" * 32)
ROOT = base64.b64encode(b"r" * 32).decode()


@need_vectors
def test_the_published_note_is_verified_and_the_bad_keys_refused() -> None:
    vectors = json.loads((VECTORS / "signed-note" / "note_vectors.json").read_text())
    (valid,) = vectors["valid"]

    assert is_signed(valid["signed"], read_key(valid["vkey"]))
    assert len(vectors["bad_vkeys"]) == 2
    for bad in vectors["bad_vkeys"]:
        with pytest.raises(Unreadable):
            read_key(bad["vkey"])


@need_vectors
@pytest.mark.parametrize("size", range(16))
def test_a_real_logs_checkpoints_are_verified(size: int) -> None:
    note = tessera_checkpoint(size)

    assert is_signed(note, read_key(TESSERA_KEY))
    assert read_checkpoint(note).size == size
    assert not is_signed(note.replace(f"\n{size}\n", f"\n{size + 1}\n"), read_key(TESSERA_KEY))


def test_a_witness_may_sign_beside_the_journal() -> None:
    signer = a_signer()
    note = signer.checkpoint(3, b"r" * 32)
    text, mine = note.split("\n\n")
    witnessed = f"{text}\n\n— temoin.example AAAAAA==\n{mine}"

    assert is_signed(witnessed, read_key(signer.verifier_key))


NOT_CHECKPOINTS = {
    "nothing": "",
    "no blank line": f"{ORIGIN}\n3\n{ROOT}\n— x y\n",
    "no root": f"{ORIGIN}\n3\n\n— x y\n",
    "a size with a sign": f"{ORIGIN}\n+3\n{ROOT}\n\n— x y\n",
    "a size with a leading zero": f"{ORIGIN}\n03\n{ROOT}\n\n— x y\n",
    "a size in other digits": f"{ORIGIN}\n٣\n{ROOT}\n\n— x y\n",
    "a size without an end": f"{ORIGIN}\n{'9' * 5000}\n{ROOT}\n\n— x y\n",
    "a root that is no base64": f"{ORIGIN}\n3\n*{ROOT}\n\n— x y\n",
    "a root cut short": f"{ORIGIN}\n3\nAAAA\n\n— x y\n",
    "a last line without its end": NOTE[:-1],
}


@pytest.mark.parametrize("note", NOT_CHECKPOINTS.values(), ids=NOT_CHECKPOINTS.keys())
def test_what_is_no_checkpoint_is_said_to_be_unreadable(note: str) -> None:
    with pytest.raises(Unreadable):
        read_checkpoint(note)


BAD_KEYS = {
    "nothing": "",
    "no base64": "nom+00000000+***",
    "a key that is not the identifier's": TESSERA_KEY.replace("33d7b496", "33d7b497"),
    "a name that is not the identifier's": "autre" + TESSERA_KEY,
}


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS.keys())
def test_what_is_no_key_is_said_to_be_unreadable(key: str) -> None:
    with pytest.raises(Unreadable):
        read_key(key)
